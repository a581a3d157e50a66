#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| vuer_protocol::fuzz::client_event(data));
