"""The checks that need more than `cargo test`: the measuring corpus, and programs and libraries of others.

`python3 .ci/checks --help` lists them; each is a module, and what they share is in `corpus`.
"""
