/// Models of Netmaker's client on the lab's machines, which register at a real or simulated server.
///
/// Read first: [MeshWorld] (what gives machines the client), [Netclient] (the client of one
/// machine).
@NullMarked
package dev.holdfast.lab.mesh;

import org.jspecify.annotations.NullMarked;
