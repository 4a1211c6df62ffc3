/// Trees that rsync carries between this machine and others.
@NullMarked
package dev.holdfast.runner.acceptance.transfer;

import org.jspecify.annotations.NullMarked;
