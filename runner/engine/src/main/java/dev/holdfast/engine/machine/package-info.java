/// What a module may ask of a machine and do to it: a closed set of records, never shell text of a
/// module's own.
///
/// Read first: [Probe] (questions, which change nothing), [Step] (changes), [Machine] (sends any
/// number of both in one round trip).
@NullMarked
package dev.holdfast.engine.machine;

import org.jspecify.annotations.NullMarked;
