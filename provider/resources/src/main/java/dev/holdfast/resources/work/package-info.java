/// What the resources of every server need to do their work.
///
/// Read first: [Bounded] (stop signal and time limit), [StepFailure] (what the user has to
/// resolve).
@NullMarked
package dev.holdfast.resources.work;

import org.jspecify.annotations.NullMarked;
