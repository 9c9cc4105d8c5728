"""Addresses that Django answers."""

from django.urls import path

from dabyl.api.problems import defect, not_found
from dabyl.api.service import api

handler404 = not_found
handler500 = defect
urlpatterns = [path("api/v1/", api.urls)]
