"""Provisions: numbered pieces of law with dated versions.

1. A version has four dates: adopted, published, commences, applies until (exclusive). Any may be
   unknown; a version whose commencement is unknown is in force from its adoption or publication.
2. At most one version of a provision is in force on a day: the latest that has commenced.
3. The text is ours, short, and stands beside a link to the official one.
"""

from datetime import date

import attrs

from dabyl.core.values.languages import NO_TEXTS, Texts


@attrs.frozen(kw_only=True)
class ProvisionVersion:
    """A provision as it reads from a day on."""

    id: str
    adopted: date | None = None
    published: date | None = None
    commences: date | None = None
    applies_until: date | None = None
    text: Texts = NO_TEXTS
    official: str | None = None  # address of the official text
    confirmed: bool = True
    source: str | None = None

    def begins(self) -> date | None:
        """Return the first day of force, as far as known."""
        return self.commences or self.published or self.adopted


@attrs.frozen(kw_only=True)
class Provision:
    """A numbered piece of law."""

    id: str
    work: str
    number: str
    title: Texts = NO_TEXTS
    versions: tuple[ProvisionVersion, ...] = ()


def in_force(provision: Provision, on: date) -> ProvisionVersion | None:
    """Return the version in force on the day *on*, or None."""
    begun = [
        (begins, place, version)
        for place, version in enumerate(provision.versions)
        if (begins := version.begins()) is not None and begins <= on
    ]
    if not begun:
        return None
    version = max(begun, key=lambda item: item[:2])[2]
    if version.applies_until is not None and version.applies_until <= on:
        return None
    return version


def undated(provision: Provision) -> bool:
    """Tell whether no day of force is known of the provision, so that it can be in force or not."""
    return all(version.begins() is None for version in provision.versions)
