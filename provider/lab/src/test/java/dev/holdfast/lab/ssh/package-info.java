/// Who reaches whom in a lab.
@NullMarked
package dev.holdfast.lab.ssh;

import org.jspecify.annotations.NullMarked;
