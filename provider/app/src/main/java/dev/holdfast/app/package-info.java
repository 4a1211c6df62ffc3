/// The provider as a program. Read [Main] first; what is served is listed in
/// `dev.holdfast.resources.registry`.
@NullMarked
package dev.holdfast.app;

import org.jspecify.annotations.NullMarked;
