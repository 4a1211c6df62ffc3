/// What becomes of a run when machines, ways and disks fail in the middle of it.
@NullMarked
package dev.holdfast.runner.acceptance.faults;

import org.jspecify.annotations.NullMarked;
