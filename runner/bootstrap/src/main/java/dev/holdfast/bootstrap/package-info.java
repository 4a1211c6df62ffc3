/// Turns machines into nodes of a Kubernetes cluster and back, without Terraform.
///
/// Read first: [Phases] (what is done, in order), [NodeWork] (who does it), [NodeSpec] (what a
/// machine is to be).
@NullMarked
package dev.holdfast.bootstrap;

import org.jspecify.annotations.NullMarked;
