"""Country packs, as the shell finds them."""

from collections.abc import Mapping

import attrs


@attrs.frozen(kw_only=True)
class PackFiles:
    """The files of a pack: TOML texts by their path in its folder, and borders as GeoJSON.

    ``borders`` are pairs of a path and a text, in the order of the paths.
    """

    texts: Mapping[str, str]
    borders: tuple[tuple[str, str], ...] = ()
