//! The panels as one picture.

use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::backend::SVGBackend;
use plotters::chart::{ChartBuilder, SeriesLabelPosition};
use plotters::coord::Shift;
use plotters::coord::ranged1d::{IntoSegmentedCoord as _, SegmentValue};
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters::element::{Circle, PathElement};
use plotters::style::{BLACK, Color as _, IntoFont as _, RGBColor, WHITE};

use super::panel::{Line, Panel, short};
use crate::bench::samples::Samples;

const COLUMNS: usize = 2;
const WIDTH: u32 = 560;
const HEIGHT: u32 = 300;
const COLOURS: [RGBColor; 3] = [
    RGBColor(40, 100, 170),
    RGBColor(200, 90, 60),
    RGBColor(60, 140, 90),
];

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Writes it.
pub(super) fn write(path: &Path, panels: &[Panel]) -> Result<()> {
    let rows = panels.len().div_ceil(COLUMNS);
    let size = (
        WIDTH * u32::try_from(COLUMNS)?,
        HEIGHT * u32::try_from(rows)?,
    );
    let area = SVGBackend::new(path, size).into_drawing_area();
    let drawn = (|| {
        area.fill(&WHITE)?;
        for (place, panel) in area.split_evenly((rows, COLUMNS)).iter().zip(panels) {
            draw(place, panel)?;
        }
        area.present()?;
        Ok::<_, Box<dyn std::error::Error>>(())
    })();
    drawn.map_err(|error| anyhow!("draw {}: {error}", path.display()))
}

/// A point for each place, a step apart: each is some times the one before.
fn draw(area: &Area<'_>, panel: &Panel) -> Result<(), Box<dyn std::error::Error>> {
    let most = panel.lines.iter().flat_map(|line| &line.points);
    let most = most.map(Samples::max).fold(0.0, f64::max);
    let last = i32::try_from(panel.places.len())? - 1;
    let title = format!("{} ÷ {}", panel.measured, panel.dimension);
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 15))
        .margin(10)
        .x_label_area_size(24)
        .y_label_area_size(54)
        .build_cartesian_2d((0..last).into_segmented(), 0.0..most * 1.35)?;
    let label = |at: &SegmentValue<i32>| match at {
        SegmentValue::CenterOf(at) => usize::try_from(*at)
            .ok()
            .and_then(|at| panel.places.get(at))
            .map_or_else(String::new, |place| short(*place)),
        _ => String::new(),
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(panel.places.len())
        .x_label_formatter(&label)
        .y_labels(6)
        .y_label_formatter(&|it| number(*it))
        .draw()?;
    for (line, colour) in panel.lines.iter().zip(COLOURS.iter().cycle()) {
        let points = || places(line);
        let spans = line.points.iter().zip(0..);
        chart.draw_series(spans.map(|(point, at)| {
            let at = SegmentValue::CenterOf(at);
            PathElement::new(
                vec![(at.clone(), point.min()), (at, point.max())],
                colour.mix(0.5),
            )
        }))?;
        let path = PathElement::new(points().collect::<Vec<_>>(), colour.stroke_width(2));
        chart
            .draw_series([path])?
            .label(line.name.clone())
            .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 16, y)], *colour));
        chart.draw_series(points().map(|point| Circle::new(point, 3, colour.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.2))
        .label_font(("sans-serif", 12).into_font())
        .draw()?;
    Ok(())
}

/// The medians, each in the middle of its segment.
fn places(line: &Line) -> impl Iterator<Item = (SegmentValue<i32>, f64)> + '_ {
    let at = |at| SegmentValue::CenterOf(at);
    line.points
        .iter()
        .zip(0..)
        .map(move |(point, place)| (at(place), point.median()))
}

fn number(it: f64) -> String {
    if it >= 1e3 {
        format!("{:.0} k", it / 1e3)
    } else if it >= 10.0 || it == 0.0 {
        format!("{it:.0}")
    } else {
        format!("{it:.1}")
    }
}
