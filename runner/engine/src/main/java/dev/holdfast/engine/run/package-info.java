/// Carries plays out: which task comes next on which host, how a task is run and what its result
/// means for the host.
///
/// Read first: [PlaybookRun] (the whole run), [Cursor] (where a host stands in a play),
/// [TaskRunner] (one task on one host).
@NullMarked
package dev.holdfast.engine.run;

import org.jspecify.annotations.NullMarked;
