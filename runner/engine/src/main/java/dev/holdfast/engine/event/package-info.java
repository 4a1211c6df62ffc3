/// What a run tells the outside: every play, task and result as data.
///
/// Read first: [Event] (what there is), [EventSink] (who listens), [TaskResult] (what one task did
/// on one host).
@NullMarked
package dev.holdfast.engine.event;

import org.jspecify.annotations.NullMarked;
