#!/usr/bin/env python3
"""Makes the PDF sample of which one page is a scanned picture and one is text: a decision that was signed on paper and
scanned, and behind it the appendix as its word processor printed it.

    python3 tests/make_mixed_pdf.py PROGRAM

PROGRAM is vanban, which writes the Word file; LibreOffice prints it, poppler draws its first page and joins the two.
The program also keeps what tesseract recognises on that page, for tests/samples.rs. The bytes differ from machine to
machine, so nothing compares them. Standard library only.
"""
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

TESTS = Path(__file__).resolve().parent
SAMPLE = TESTS.parent / "samples" / "quyet-dinh-quet-va-chu.pdf"
# What tesseract recognises on the scanned page goes there.
KEPT = TESTS / "data"
# Dots an inch of the scan.
RESOLUTION = 200
# Below this a dot is black.
BLACK = 150
TEXT = """\
ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      SỞ XÂY DỰNG                         Độc lập - Tự do - Hạnh phúc

     Số: 462/QĐ-SXD                    Bình Lâm, ngày 18 tháng 6 năm 2026

                              QUYẾT ĐỊNH
       Về việc công bố đơn giá nhân công xây dựng năm 2026

                      GIÁM ĐỐC SỞ XÂY DỰNG

Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014;
Căn cứ Nghị định số 10/2021/NĐ-CP ngày 09 tháng 02 năm 2021 của Chính phủ về quản lý chi phí đầu tư xây dựng;
Theo đề nghị của Trưởng phòng Kinh tế xây dựng.

                              QUYẾT ĐỊNH:

Điều 1. Công bố kèm theo Quyết định này đơn giá nhân công xây dựng trên địa bàn tỉnh Bình Lâm.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

Điều 3. Chánh Văn phòng Sở, Trưởng phòng Kinh tế xây dựng và các đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:                                          GIÁM ĐỐC
- Như Điều 3;
- UBND tỉnh (để báo cáo);
- Lưu: VT, KTXD.
                                                Vũ Hoàng Nam


                                PHỤ LỤC
                  ĐƠN GIÁ NHÂN CÔNG XÂY DỰNG
 (Kèm theo Quyết định số 462/QĐ-SXD ngày 18 tháng 6 năm 2026 của Giám đốc Sở Xây dựng)

| TT | Nhóm công việc | Đơn vị tính | Đơn giá | Ghi chú |
|----|----------------|-------------|---------|---------|
| 1 | Nhân công nhóm I | ngày công | 245.000 | |
| 2 | Nhân công nhóm II | ngày công | 268.000 | |
| 3 | Kỹ sư khảo sát | ngày công | 310.000 | Cả máy |
"""


def run(folder, *command):
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def picture(pgm):
    """Width, height and the packed dots of a grey picture, one bit a dot, rows filled up to bytes."""
    _, size, _, dots = pgm.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = []
    for row in range(height):
        bits = "".join("1" if dot > BLACK else "0" for dot in dots[row * width:(row + 1) * width])
        bits += "1" * (-width % 8)
        rows.append(int(bits, 2).to_bytes(len(bits) // 8, "big"))
    return width, height, b"".join(rows)


def scanned(pgm):
    """A PDF of one page that is a picture and nothing else."""
    width, height, dots = picture(pgm)
    across, down = (round(dots_ * 72 / RESOLUTION, 2) for dots_ in (width, height))
    packed = zlib.compress(dots, 9)
    drawn = f"q {across} 0 0 {down} 0 0 cm /P Do Q".encode()
    image = (f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
             f" /BitsPerComponent 1 /Filter /FlateDecode /Length {len(packed)} >>").encode()
    page = (f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across} {down}] /Contents 4 0 R"
            " /Resources << /XObject << /P 5 0 R >> >> >>").encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        image + b"\nstream\n" + packed + b"\nendstream",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = "".join(f"{place:010} 00000 n \n" for place in places).encode()
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n".encode()
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + end


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.txt").write_text(TEXT, encoding="utf-8")
        run(folder, program, "parse", "a.txt", "--provenance", "none", "-o", "a.json")
        run(folder, program, "render", "a.json", "-o", "a.docx")
        run(folder, "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "a.docx")
        run(folder, "pdftoppm", "-r", str(RESOLUTION), "-gray", "-f", "1", "-l", "1", "-singlefile", "a.pdf", "scan")
        (folder / "first.pdf").write_bytes(scanned((folder / "scan.pgm").read_bytes()))
        run(folder, "pdfseparate", "-f", "2", "-l", "2", "a.pdf", "second.pdf")
        run(folder, "pdfunite", "first.pdf", "second.pdf", str(SAMPLE))
        (KEPT / f"{SAMPLE.stem}-1.hocr").unlink(missing_ok=True)
        run(folder, program, "parse", str(SAMPLE), "--engine", "tesseract", "--keep-ocr", str(KEPT), "-o", "read.json")
    print(SAMPLE)


main()
