/// Terraform values and types: unknowns with refinements, paths, codecs.
@NullMarked
package dev.holdfast.framework.value;

import org.jspecify.annotations.NullMarked;
