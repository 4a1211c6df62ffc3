@NullMarked
package dev.holdfast.resources.template;

import org.jspecify.annotations.NullMarked;
