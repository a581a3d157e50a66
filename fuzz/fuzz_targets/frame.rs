#![no_main]

use vuer::internals::read_frames;

const MAX_MESSAGE: usize = 1 << 20;

// However a stream is cut into pieces, the same frames come out of it.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((piece, stream)) = data.split_first() else {
        return;
    };
    let whole = read_frames(stream, stream.len(), MAX_MESSAGE);
    let pieces = read_frames(stream, usize::from(*piece), MAX_MESSAGE);
    assert_eq!(whole, pieces);
});
