/// What `make bench` measures: start, exit, plans and memory of a packaged provider.
///
/// Read [Bench] first; [Report] prints and writes what the others measure.
@NullMarked
package dev.holdfast.app.bench;

import org.jspecify.annotations.NullMarked;
