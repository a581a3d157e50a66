//! Pictures as the content of files.

use jpeg_encoder::ColorType as Jpeg;
use png::ColorType as Png;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use vuer_protocol::{Dtype, Tensor};

use crate::arrays::{bytes, scaled, tensor};

/// Rows of pixels of one byte a channel.
struct Picture {
    width: u32,
    height: u32,
    channels: usize,
    pixels: Tensor,
}

impl Picture {
    /// From height × width, grey, or height × width × 1, 3 or 4 channels. Numbers other than uint8 are taken as
    /// 0 to 1.
    fn new(tensor: &Tensor) -> Result<Self, String> {
        let (height, width, channels) = match *tensor.shape() {
            [height, width] => (height, width, 1),
            [height, width, channels @ (1 | 3 | 4)] => (height, width, channels),
            ref other => {
                return Err(format!(
                    "a picture has the shape (height, width), or (height, width, 1, 3 or 4 channels), not {other:?}"
                ));
            }
        };
        let pixels = match tensor.dtype() {
            Dtype::U8 => tensor.clone(),
            _ => scaled(tensor, 255.0).to_dtype(Dtype::U8),
        };
        let size = |extent| {
            u32::try_from(extent)
                .ok()
                .filter(|extent| *extent > 0)
                .ok_or_else(|| format!("a picture of {width} × {height} pixels cannot be encoded"))
        };
        Ok(Self {
            width: size(width)?,
            height: size(height)?,
            channels,
            pixels,
        })
    }

    fn jpeg(&self, quality: u8) -> Result<Vec<u8>, String> {
        let too_large = |_| {
            format!(
                "a JPEG has at most 65,535 × 65,535 pixels, not {} × {}",
                self.width, self.height
            )
        };
        let width = u16::try_from(self.width).map_err(too_large)?;
        let height = u16::try_from(self.height).map_err(too_large)?;
        // It skips what it has no place for: JPEG knows of no transparency.
        let color = match self.channels {
            1 => Jpeg::Luma,
            3 => Jpeg::Rgb,
            _ => Jpeg::Rgba,
        };
        let mut file = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut file, quality);
        // From 90 on it would keep the whole resolution of colours, for twice the time; Pillow, and so the original, never
        // does.
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
        encoder
            .encode(self.pixels.data(), width, height, color)
            .map_err(|error| error.to_string())?;
        Ok(file)
    }

    fn png(&self) -> Result<Vec<u8>, String> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(match self.channels {
            1 => Png::Grayscale,
            3 => Png::Rgb,
            _ => Png::Rgba,
        });
        encoder.set_depth(png::BitDepth::Eight);
        // A file is made for each frame of a stream, and read on the same machine or network.
        encoder.set_compression(png::Compression::Fast);
        encoder
            .write_header()
            .and_then(|mut writer| {
                writer.write_image_data(self.pixels.data())?;
                writer.finish()
            })
            .map_err(|error| error.to_string())?;
        Ok(file)
    }
}

/// encode_jpeg(array, quality=90)
/// --
///
/// The content of a JPEG file. `array` is height × width, grey, or height × width × 1, 3 or 4 channels, of which an
/// alpha is left out; uint8, or other numbers from 0 to 1. `quality` is from 1 to 100.
#[pyfunction]
#[pyo3(signature = (array, quality = 90))]
pub(crate) fn encode_jpeg<'py>(
    py: Python<'py>,
    array: &Bound<'py, PyAny>,
    quality: i64,
) -> PyResult<Bound<'py, PyBytes>> {
    let quality = quality.clamp(1, 100) as u8;
    file(py, array, |picture| picture.jpeg(quality))
}

/// encode_png(array)
/// --
///
/// The content of a PNG file, of the same arrays that `encode_jpeg` takes; an alpha is kept.
#[pyfunction]
pub(crate) fn encode_png<'py>(
    py: Python<'py>,
    array: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyBytes>> {
    file(py, array, Picture::png)
}

fn file<'py>(
    py: Python<'py>,
    array: &Bound<'py, PyAny>,
    encode: impl Fn(&Picture) -> Result<Vec<u8>, String> + Sync,
) -> PyResult<Bound<'py, PyBytes>> {
    let tensor = tensor(array)?;
    let file = py
        .detach(|| Picture::new(&tensor).and_then(|picture| encode(&picture)))
        .map_err(PyValueError::new_err)?;
    bytes(py, &file)
}
