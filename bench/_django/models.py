"""The tables of the peer."""

# ruff: noqa: DJ008 - nobody prints these rows

from typing import ClassVar

from django.db import models

Indexes = list[models.Index] | tuple[models.Index, ...]
"""As Django has it."""


class Model(models.Model):
    """A table of the peer."""

    class Meta:
        abstract = True


class Unit(Model):
    """A place in the tree of the day; ``path`` has the keys from the country down."""

    key = models.CharField(max_length=20, primary_key=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    path = models.CharField(max_length=100, db_index=True)
    zone = models.CharField(max_length=40)
    place = models.IntegerField(db_index=True)
    paged = models.BooleanField()

    class Meta(Model.Meta):
        abstract = False


class UnitName(Model):
    """What a place is called."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    lang = models.CharField(max_length=3)
    name = models.CharField(max_length=100)

    class Meta(Model.Meta):
        abstract = False
        indexes: ClassVar[Indexes] = [models.Index(fields=["unit", "lang"])]


class Level(Model):
    """A level; ``bars`` is its mark, ready to print."""

    key = models.CharField(max_length=20, primary_key=True)
    scale = models.CharField(max_length=20)
    rank = models.IntegerField()
    steps = models.IntegerField()
    css = models.CharField(max_length=20)
    bars = models.TextField()

    class Meta(Model.Meta):
        abstract = False


class LevelText(Model):
    """What is said about a level in a language."""

    level = models.ForeignKey(Level, models.CASCADE)
    lang = models.CharField(max_length=3, db_index=True)
    name = models.TextField()
    short = models.TextField()
    definition = models.TextField()
    advice = models.TextField()
    changes = models.TextField()

    class Meta(Model.Meta):
        abstract = False


class Measure(Model):
    """A measure that follows from a level."""

    level = models.ForeignKey(Level, models.CASCADE)
    lang = models.CharField(max_length=3)
    addressee = models.TextField()
    text = models.TextField()
    kind = models.TextField()
    unconfirmed = models.BooleanField()
    basis = models.TextField()

    class Meta(Model.Meta):
        abstract = False


class Decision(Model):
    """A decision; ``decided_s`` is when it was decided."""

    key = models.CharField(max_length=40, primary_key=True)
    decided_s = models.BigIntegerField(null=True)

    class Meta(Model.Meta):
        abstract = False


class DecisionText(Model):
    """What is said about a decision in a language; ``under`` is ready to print."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="texts")
    lang = models.CharField(max_length=3)
    title = models.TextField()
    grounds = models.TextField()
    advice = models.TextField()
    changes = models.TextField()
    office = models.TextField()
    under = models.TextField()
    decided = models.TextField()

    class Meta(Model.Meta):
        abstract = False
        indexes: ClassVar[Indexes] = [models.Index(fields=["decision", "lang"])]


class Remark(Model):
    """A conflict, defect or doubt about a decision, ready to print."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="remarks")
    lang = models.CharField(max_length=3)
    kind = models.CharField(max_length=10)
    html = models.TextField()

    class Meta(Model.Meta):
        abstract = False


class Doubt(Model):
    """A conflict or defect of a decision as the machine interface tells it, ready to send."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="doubts")
    kind = models.CharField(max_length=10)
    told = models.TextField()

    class Meta(Model.Meta):
        abstract = False


class Layer(Model):
    """A level on a place for a time, known for a time; one row for each unit of its area.

    ``told`` is what the machine interface tells of it beside its times, ready to send.
    """

    key = models.CharField(max_length=60)
    decision = models.ForeignKey(Decision, models.CASCADE)
    level = models.ForeignKey(Level, models.CASCADE)
    area = models.ForeignKey(Unit, models.CASCADE)
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    known = models.BigIntegerField()
    gone = models.BigIntegerField()
    zone = models.CharField(max_length=40)
    extended_by = models.ManyToManyField(Decision, related_name="extends")
    told = models.TextField()

    class Meta(Model.Meta):
        abstract = False
        indexes: ClassVar[Indexes] = [models.Index(fields=["area", "known", "gone"])]


class LayerText(Model):
    """The start and the end of a layer in the words of its decision."""

    layer = models.ForeignKey(Layer, models.CASCADE, related_name="texts")
    lang = models.CharField(max_length=3)
    since = models.TextField()
    wording = models.TextField()

    class Meta(Model.Meta):
        abstract = False


class News(Model):
    """A latest change or an incident, ready to print."""

    lang = models.CharField(max_length=3)
    kind = models.CharField(max_length=10)
    place = models.IntegerField()
    html = models.TextField()

    class Meta(Model.Meta):
        abstract = False


class Map(Model):
    """The map of the front page, ready to print."""

    lang = models.CharField(max_length=3)
    html = models.TextField()

    class Meta(Model.Meta):
        abstract = False


TABLES: tuple[type[Model], ...] = (
    Unit,
    UnitName,
    Level,
    LevelText,
    Measure,
    Decision,
    DecisionText,
    Remark,
    Doubt,
    Layer,
    LayerText,
    News,
    Map,
)
