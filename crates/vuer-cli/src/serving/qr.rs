//! A QR code in a terminal.

use std::fmt::Write as _;

use fast_qr::QRBuilder;

/// Modules of light around the code: without them it is not found.
const MARGIN: isize = 2;

/// The code of a text, two modules to a character; none if the text is too long for one. White on black whatever the
/// terminal's colours are, for most readers want dark on light.
pub(super) fn draw(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).build().ok()?;
    let size = code.size.cast_signed();
    let is_light = |x: isize, y: isize| {
        let is_outside = x < 0 || y < 0 || x >= size || y >= size;
        is_outside || !code.data[y as usize * code.size + x as usize].value()
    };
    let mut drawn = String::new();
    for y in (-MARGIN..size + MARGIN).step_by(2) {
        drawn.push_str("  \x1b[97;40m");
        for x in -MARGIN..size + MARGIN {
            // The last row may be half a character: what is below it stays as the margin is.
            drawn.push(match (is_light(x, y), is_light(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        writeln!(drawn, "\x1b[0m").ok()?;
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that were drawn, dark as true, without the margin.
    fn modules(drawn: &str) -> Vec<Vec<bool>> {
        let rows = drawn.lines().flat_map(|line| {
            let line = line.trim_start().trim_start_matches("\x1b[97;40m");
            let line = line.trim_end_matches("\x1b[0m");
            [('▀', '█'), ('▄', '█')].map(|lights| {
                let dark = |shape| shape != lights.0 && shape != lights.1;
                line.chars().map(dark).collect::<Vec<_>>()
            })
        });
        let margin = MARGIN as usize;
        let rows: Vec<_> = rows.collect();
        let width = rows[0].len();
        let inner = rows.into_iter().skip(margin).take(width - 2 * margin);
        inner
            .map(|row| row[margin..width - margin].to_vec())
            .collect()
    }

    #[test]
    fn every_module_is_drawn() {
        let url = "https://192.168.1.5:8012/?token=0123456789abcdef0123456789abcdef";
        let drawn = modules(&draw(url).unwrap());
        let code = QRBuilder::new(url).build().unwrap();
        assert_eq!(drawn.len(), code.size);
        for (y, row) in drawn.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                assert_eq!(*dark, code.data[y * code.size + x].value(), "{x} {y}");
            }
        }
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert!(draw(&"x".repeat(5000)).is_none());
    }
}
