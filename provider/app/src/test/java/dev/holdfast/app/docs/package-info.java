/// Tests of the documentation.
@NullMarked
package dev.holdfast.app.docs;

import org.jspecify.annotations.NullMarked;
