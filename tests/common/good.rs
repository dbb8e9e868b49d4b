//! Documents without any fault: a decision with its programme, tables and appendices, a decision with a regulation in
//! chapters, a plan. Names are invented.

#![allow(dead_code, reason = "every test binary uses its own part")]

/// A decision that issues a programme, with a task table and a table of money as its appendices.
pub const DECISION: &str = "\
   ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ                 Độc lập - Tự do - Hạnh phúc

       Số: 07/QĐ-BVSTBPN                      Bình Lâm, ngày 14 tháng 3 năm 2025

                                   QUYẾT ĐỊNH
              Ban hành Chương trình công tác năm 2025 của Ban Vì sự
                  tiến bộ của phụ nữ tỉnh Bình Lâm

          TRƯỞNG BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ TỈNH BÌNH LÂM

Căn cứ Luật Bình đẳng giới ngày 29 tháng 11 năm 2006;
Căn cứ Nghị quyết số 28/NQ-CP ngày 03 tháng 3 năm 2021 của Chính phủ ban hành Chiến lược quốc gia về bình đẳng giới giai đoạn 2021 - 2030;
Căn cứ Quyết định số 15/QĐ-BVSTBPN ngày 08 tháng 9 năm 2022 của Trưởng Ban Vì sự tiến bộ của phụ nữ tỉnh ban hành Quy chế hoạt động của Ban;
Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 92/TTr-SNV ngày 10 tháng 3 năm 2025.

                                  QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Chương trình công tác năm 2025 của Ban Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm.

Điều 2. Quyết định này có hiệu lực kể từ ngày 15 tháng 3 năm 2025.

Điều 3. Giám đốc Sở Nội vụ, các ủy viên của Ban và những cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:                                              KT. TRƯỞNG BAN
- Như Điều 3;                                   PHÓ TRƯỞNG BAN THƯỜNG TRỰC
- Bộ Nội vụ (để báo cáo);
- Hội Liên hiệp Phụ nữ tỉnh;
- Lưu: VT, BĐG.
                                                     Đoàn Thị Thu Ngân


                                CHƯƠNG TRÌNH
     Công tác năm 2025 của Ban Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm
  (Kèm theo Quyết định số 07/QĐ-BVSTBPN ngày 14 tháng 3 năm 2025 của Trưởng Ban
              Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm)

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích
Hoàn thành các chỉ tiêu bình đẳng giới mà tỉnh đã giao cho năm 2025, năm cuối của giai đoạn 2021 - 2025; nâng cao nhận thức của cán bộ, công chức và người dân về quyền, nghĩa vụ trong gia đình, nơi làm việc và cộng đồng.

2. Yêu cầu
a) Mỗi nhiệm vụ phải có một cơ quan chủ trì, có thời hạn và sản phẩm cụ thể;
b) Lồng ghép hoạt động với nhiệm vụ chuyên môn;
c) Tránh hình thức, tiết kiệm kinh phí.

II. CHỈ TIÊU

1. Ít nhất 65% cơ quan quản lý nhà nước cấp tỉnh có lãnh đạo chủ chốt là nữ.
2. Tỷ lệ nữ trong số người được tạo việc làm mới đạt từ 48% trở lên.
3. Toàn bộ nạn nhân bạo lực gia đình được phát hiện được tư vấn hoặc hỗ trợ ít nhất một dịch vụ; công chức tham mưu chính sách của các sở, ngành được tập huấn kỹ năng lồng ghép giới; mỗi xã, phường có ít nhất một câu lạc bộ sinh hoạt hằng tháng.

III. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ là cơ quan thường trực, hướng dẫn các sở, ngành thực hiện, theo dõi, đôn đốc và tổng hợp kết quả báo cáo Trưởng Ban trước ngày 10 tháng 12 năm 2025.
2. Thành viên Ban chỉ đạo nhiệm vụ của sở, ngành mình theo Phụ lục I và Phụ lục II của Chương trình này; khó khăn, vướng mắc phát sinh trong quá trình thực hiện được phản ánh về Sở Nội vụ để tổng hợp, báo cáo Trưởng Ban xem xét, quyết định./.


                                  Phụ lục I
              PHÂN CÔNG NHIỆM VỤ THỰC HIỆN CHƯƠNG TRÌNH NĂM 2025
  (Kèm theo Quyết định số 07/QĐ-BVSTBPN ngày 14 tháng 3 năm 2025 của Trưởng Ban
              Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm)

| TT | Nội dung | Chủ trì | Phối hợp | Thời gian | Sản phẩm |
|----|----------|---------|----------|-----------|----------|
| 1 | Kiện toàn thành viên Ban Vì sự tiến bộ của phụ nữ tỉnh | Sở Nội vụ | Văn phòng UBND tỉnh | Trước 30/4/2025 | Quyết định |
| 2 | Chuyên mục về bình đẳng giới | Báo Bình Lâm | Sở Nội vụ | Hằng tháng | 10 kỳ báo |
| 3 | Giám sát hỗ trợ nạn nhân bạo lực gia đình | Hội Liên hiệp Phụ nữ tỉnh | Công an tỉnh, Sở Y tế | Cả năm | Báo cáo |
| 4 | Lễ phát động Tháng hành động vì bình đẳng giới | Sở Nội vụ | Hội Liên hiệp Phụ nữ tỉnh | Tháng 11/2025 | Lễ phát động |

                                  Phụ lục II
              KINH PHÍ THỰC HIỆN CHƯƠNG TRÌNH NĂM 2025
  (Kèm theo Quyết định số 07/QĐ-BVSTBPN ngày 14 tháng 3 năm 2025 của Trưởng Ban
              Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm)

| TT | Nội dung | Đơn vị thực hiện | Kinh phí (đồng) |
|----|----------|------------------|-----------------|
| 1 | Tập huấn kỹ năng lồng ghép giới | Sở Nội vụ | 62.500.000 |
| 2 | Chuyên mục về bình đẳng giới | Báo Bình Lâm | 35.000.000 |
| 3 | Lễ phát động Tháng hành động vì bình đẳng giới | Sở Nội vụ | 40.250.000 |
| | Tổng cộng | | 137.750.000 |
";

/// A decision of a people's committee that issues a regulation in chapters.
pub const REGULATION: &str = "\
ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 XÃ THANH LĨNH                         Độc lập - Tự do - Hạnh phúc

Số: 58/QĐ-UBND                         Thanh Lĩnh, ngày 22 tháng 7 năm 2025


                                  QUYẾT ĐỊNH
         Ban hành Quy chế làm việc của Ủy ban nhân dân xã Thanh Lĩnh

                        ỦY BAN NHÂN DÂN XÃ THANH LĨNH

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Căn cứ Nghị quyết số 04/NQ-HĐND ngày 02 tháng 7 năm 2025 của Hội đồng nhân dân xã Thanh Lĩnh về việc thành lập các cơ quan chuyên môn thuộc Ủy ban nhân dân xã;
Theo đề nghị của Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã tại Tờ trình số 11/TTr-VP ngày 18 tháng 7 năm 2025.

                                 QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Ủy ban nhân dân xã Thanh Lĩnh.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Việc phân công công việc được thực hiện theo Điều 1 Quyết định này.

Điều 3. Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, thủ trưởng các cơ quan chuyên môn chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:                                        TM. ỦY BAN NHÂN DÂN
- Như Điều 3;                                       KT. CHỦ TỊCH
- UBND tỉnh (để báo cáo);                           PHÓ CHỦ TỊCH
- Thường trực Đảng ủy, HĐND xã;
- Lưu: VT, VP.

                                                    Cao Thị Hồng Diệp


                                   QUY CHẾ
       Làm việc của Ủy ban nhân dân xã Thanh Lĩnh
         (Kèm theo Quyết định số 58/QĐ-UBND ngày 22 tháng 7 năm 2025
                      của Ủy ban nhân dân xã Thanh Lĩnh)

                                   Chương I
                                QUY ĐỊNH CHUNG

Điều 1. Phạm vi, đối tượng
1. Quy chế này quy định cách thức giải quyết công việc của Ủy ban nhân dân xã Thanh Lĩnh.
2. Quy chế áp dụng đối với thành viên Ủy ban nhân dân xã, cơ quan chuyên môn.

Điều 2. Nguyên tắc làm việc
1. Tập thể thảo luận, quyết định theo đa số.
2. Mỗi việc chỉ giao một người phụ trách theo Điều 4 Quy chế này.

                                  Chương II
                        CÁCH GIẢI QUYẾT CÔNG VIỆC

Điều 3. Những việc thảo luận tập thể
1. Ủy ban nhân dân xã thảo luận và quyết định các việc sau đây:
a) Chương trình công tác hằng năm;
b) Dự toán và quyết toán ngân sách xã;
c) Kế hoạch sử dụng đất, quy hoạch chung của xã.
2. Khi không có điều kiện họp, Văn phòng gửi phiếu lấy ý kiến.

Điều 4. Trách nhiệm của thành viên
Chủ tịch Ủy ban nhân dân xã lãnh đạo, điều hành mọi hoạt động của Ủy ban nhân dân xã.
";

/// A plan that stands alone.
pub const PLAN: &str = "\
ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
  XÃ YÊN HẠC                           Độc lập - Tự do - Hạnh phúc

Số: 45/KH-UBND                         Yên Hạc, ngày 25 tháng 8 năm 2025

                                   KẾ HOẠCH
          Hướng dẫn người dân sử dụng dịch vụ công trực tuyến năm 2025

Thực hiện Kế hoạch số 133/KH-UBND ngày 30 tháng 7 năm 2025 của Ủy ban nhân dân tỉnh Bình Lâm về nâng cao hiệu quả cung cấp dịch vụ công trực tuyến; Ủy ban nhân dân xã Yên Hạc ban hành Kế hoạch hướng dẫn người dân sử dụng dịch vụ công trực tuyến như sau:

I. MỤC TIÊU

1. Mục tiêu chung
1.1. Giúp người dân tự nộp, tự theo dõi hồ sơ trên môi trường điện tử.
1.2. Giảm số lần đi lại và thời gian chờ đợi.
1.3. Tăng số hồ sơ được tiếp nhận trực tuyến.

2. Mục tiêu cụ thể
Ít nhất 900 người từ 50 tuổi trở lên được hướng dẫn trực tiếp.

II. TỔ CHỨC THỰC HIỆN

1. Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã làm đầu mối theo dõi, tổng hợp.
2. Phòng Văn hóa - Xã hội chủ trì tuyên truyền.
3. Phòng Kinh tế tham mưu bố trí kinh phí từ dự toán năm 2025 của xã./.

Nơi nhận:                                        TM. ỦY BAN NHÂN DÂN
- UBND tỉnh (để báo cáo);                              CHỦ TỊCH
- Thường trực Đảng ủy, HĐND xã;
- Trưởng các thôn;
- Lưu: VT, VP.

                                                    Bạch Công Thuận
";

/// All of them with their names.
pub const ALL: [(&str, &str); 3] = [("decision", DECISION), ("regulation", REGULATION), ("plan", PLAN)];
