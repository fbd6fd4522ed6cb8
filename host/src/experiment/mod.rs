//! Experiments on the model: arms that differ by interventions, run with the same seeds, and what is expected of them.
//!
//! | module | noun |
//! |---|---|
//! | `metric` | what is measured of a run, in one number |
//! | `metric_file` | a metric written as data |
//! | `order` | what is expected of arms, and the verdict |
//! | `study` | a question with its arms and expectations |
//! | `study_file` | studies written as data |
//! | `arm_file` | the arms of a study, written as data |
//! | `plan` | the runs that many questions need together |
//! | `answer` | what came of a study |

mod answer;
mod arm_file;
mod metric;
mod metric_file;
mod order;
mod plan;
mod study;
mod study_file;

pub use answer::{Answer, Inquiry, Judged, Level, Observed};
pub use metric::{Amount, Metric, Reading, Summary, Window};
pub(crate) use metric_file::{METRIC_KEYS, metric as read_metric};
pub use order::{Comparison, Side, Verdict};
pub use plan::{Plan, PlanError, Readings, Reason, Ticket};
pub use study::{Across, Arm, Expectation, Study};
pub use study_file::parse;
