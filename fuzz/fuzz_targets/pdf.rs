//! PDF, without a path, so that no other program is found. The input is the file itself, and a page's drawing
//! within a whole file. The library panics on damaged files, in a thread of its own where it is caught: that is no finding.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::Once;

/// The name of the library's thread.
const LIBRARY: &str = "hayro";

static READY: Once = Once::new();

fuzz_target!(
    init: {
        // SAFETY: nothing else runs yet.
        unsafe { std::env::set_var("PATH", "") };
    },
    |bytes: &[u8]| {
        READY.call_once(|| {
            let abort = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                if std::thread::current().name() != Some(LIBRARY) {
                    abort(info);
                }
            }));
        });
        let _ = vanban::parse(&[b"%PDF-1.4\n", bytes].concat());
        let _ = vanban::parse(&page(bytes));
    }
);

/// A page that draws the bytes, in a font of WinAnsi letters.
fn page(drawing: &[u8]) -> Vec<u8> {
    let objects: [&[u8]; 4] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let stream = [format!("<< /Length {} >>\nstream\n", drawing.len()).as_bytes(), drawing, b"\nendstream"].concat();
    for (index, object) in objects.into_iter().chain([stream.as_slice()]).enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    out.extend(format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", places.len() + 1).bytes());
    out
}
