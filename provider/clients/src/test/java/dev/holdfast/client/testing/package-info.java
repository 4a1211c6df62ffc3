/// Doubles for the tests of the clients: [ScriptedServer] and [SimulatedPacer].
@NullMarked
package dev.holdfast.client.testing;

import org.jspecify.annotations.NullMarked;
