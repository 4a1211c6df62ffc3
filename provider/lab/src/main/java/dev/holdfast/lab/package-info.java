/// Starts and stops a lab.
@NullMarked
package dev.holdfast.lab;

import org.jspecify.annotations.NullMarked;
