import pytest

from dabyl.adapters.packs import load_pack, load_pack_folder, shipped_packs
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused, Rejected, Unavailable
from support.packs import FILES


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "xo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "xo"


class TestLoadPack:
    def test_finds_a_shipped_pack_by_its_id(self):
        assert "pack.toml" in load_pack("kz").texts
        assert "kz" in shipped_packs()

    def test_finds_a_folder_by_its_path(self, folder):
        assert dict(load_pack(str(folder)).texts) == dict(FILES)

    def test_puts_borders_beside_the_texts(self):
        found = load_pack("kz")
        assert [name for name, _ in found.borders] == ["borders/natural-earth.geojson"]
        assert not any(name.startswith("borders/") for name in found.texts)

    def test_refuses_what_is_neither(self):
        with pytest.raises(Refused) as refusal:
            load_pack("atlantis")
        (problem,) = refusal.value.problems
        assert problem.code is Code.PACK_UNKNOWN
        assert "kz" in problem.data["packs"]


class TestLoadPackFolder:
    def test_leaves_hidden_deep_and_other_files_alone(self, folder):
        (folder / ".hidden.toml").write_text("= broken")
        (folder / "README.md").write_text("about")
        (folder / "borders").mkdir()
        (folder / "borders" / "notes.toml").write_text("= broken")
        deep = folder / "a" / "b" / "c"
        deep.mkdir(parents=True)
        (deep / "x.toml").write_text("= broken")
        found = load_pack_folder(folder)
        assert dict(found.texts) == dict(FILES)
        assert found.borders == ()

    def test_refuses_a_folder_that_is_not_there(self, folder):
        with pytest.raises(Refused) as refusal:
            load_pack_folder(folder / "none")
        assert refusal.value.problems[0].code is Code.PACK_FOLDER_MISSING

    def test_rejects_files_that_are_not_text(self, folder):
        (folder / "law.toml").write_bytes(b"\xff\xfe")
        (folder / "offices.toml").write_bytes(b"\xff")
        with pytest.raises(Rejected) as rejection:
            load_pack_folder(folder)
        assert [(p.code, p.where) for p in rejection.value.problems] == [
            (Code.NOT_TEXT, "law.toml"),
            (Code.NOT_TEXT, "offices.toml"),
        ]

    def test_says_what_cannot_be_read(self, folder):
        (folder / "loop.toml").symlink_to("loop.toml")
        with pytest.raises(Unavailable):
            load_pack_folder(folder)
