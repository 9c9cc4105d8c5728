"""Addresses: the product's machine interface, and beside it the peer's view."""

from django.urls import path

from _django.answers import standing
from dabyl.project.urls import handler404, handler500
from dabyl.project.urls import urlpatterns as product

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [*product, path("peer/v1/standing/<str:place>", standing)]
