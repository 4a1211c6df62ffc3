/// Machines of the lab in a mesh.
@NullMarked
package dev.holdfast.lab.mesh;

import org.jspecify.annotations.NullMarked;
