/// Clusters made on machines with systemd, by packages that play Kubernetes.
@NullMarked
package dev.holdfast.runner.acceptance.node;

import org.jspecify.annotations.NullMarked;
