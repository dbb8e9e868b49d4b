//! What speaks for every value of some files, a line of JSON each: what `.ci/checks grades` measures the grades by.

use vanban::model::evidence;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let parsed = vanban::parse(&std::fs::read(&path)?)?;
        let found: Vec<(String, String)> = evidence(&parsed, vanban::status::grades())
            .into_iter()
            .map(|(pointer, evidence)| (pointer, evidence.to_string()))
            .collect();
        println!("{}", serde_json::json!({ "file": path, "document": parsed.document, "evidence": found }));
    }
    Ok(())
}
