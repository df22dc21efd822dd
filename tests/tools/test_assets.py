import pytest

from assets import VENDOR, Asset, AssetError, copy_asset, replace_folder, without_icons, without_source_map


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a{}\n/*# sourceMappingURL=pico.min.css.map */\n", b"a{}\n"),
        (b"a()\n//# sourceMappingURL=a.js.map", b"a()\n"),
        (b"a{}/* kept */\n", b"a{}/* kept */\n"),
    ],
)
def test_source_map_is_stripped_and_nothing_else(content, expected):
    assert without_source_map(content) == expected


def test_icon_that_the_content_policy_refuses_is_emptied_and_nothing_else():
    sheet = (
        b""":root{--pico-icon-date:url("data:image/svg+xml,%3Csvg stroke='rgb(1, 2)'%3E");--pico-color:red}"""
    )
    assert without_icons(sheet) == b":root{--pico-icon-date:none;--pico-color:red}"
    assert without_icons(b'a{background:url("data:kept")}') == b'a{background:url("data:kept")}'


def test_served_base_sheet_asks_for_no_picture_of_its_own():
    sheet = (VENDOR / "pico" / "pico.min.css").read_text(encoding="utf-8")
    assert "--pico-icon-date:none" in sheet
    assert "data:" not in sheet


def test_copied_asset_keeps_its_fonts_beside_its_sheet(tmp_path):
    package = tmp_path / "packages" / "@type" / "face"
    (package / "files").mkdir(parents=True)
    (package / "files" / "latin.woff2").write_bytes(b"//# sourceMappingURL=kept")
    (package / "face.css").write_bytes(b"@font-face{src:url(./files/latin.woff2)}")
    asset = Asset("@type/face", "face", ("face.css", "files/*.woff2"))
    copy_asset(asset, packages=tmp_path / "packages", vendor=tmp_path / "vendor")
    copied = {path.relative_to(tmp_path / "vendor").as_posix() for path in tmp_path.glob("vendor/**/*.*")}
    assert copied == {"face/face.css", "face/files/latin.woff2"}
    assert (tmp_path / "vendor/face/files/latin.woff2").read_bytes() == b"//# sourceMappingURL=kept"


def test_asset_whose_file_is_gone_is_refused(tmp_path):
    with pytest.raises(AssetError, match="LICENSE"):
        copy_asset(Asset("face", "face", ("LICENSE",)), packages=tmp_path, vendor=tmp_path / "vendor")


def test_new_folder_takes_the_place_of_the_old(tmp_path):
    new, old = tmp_path / "new", tmp_path / "old"
    for folder in (new, old):
        folder.mkdir()
        (folder / folder.name).touch()
    replace_folder(new, old)
    assert [path.name for path in old.iterdir()] == ["new"]
