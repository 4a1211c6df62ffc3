/// A client of the plugin protocol that starts a packaged provider as Terraform does.
///
/// Read [PackagedPlugin] first: it starts the executable, reads the handshake, calls it over mutual
/// TLS and shuts it down. [Training] drives one through its calls while the JVM records its cache.
@NullMarked
package dev.holdfast.app.train;

import org.jspecify.annotations.NullMarked;
