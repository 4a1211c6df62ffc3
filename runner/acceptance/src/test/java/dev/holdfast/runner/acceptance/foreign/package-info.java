/// Modules that users bring along, run by their machines.
@NullMarked
package dev.holdfast.runner.acceptance.foreign;

import org.jspecify.annotations.NullMarked;
