package dev.holdfast.lab.kube;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds of objects that the lab's API knows.
enum Kind {
  NODE("Node", "", false, "no"),
  NAMESPACE("Namespace", "", false, "ns"),
  CONFIG_MAP("ConfigMap", "", true, "cm"),
  SECRET("Secret", "", true, ""),
  SERVICE_ACCOUNT("ServiceAccount", "", true, "sa"),
  SERVICE("Service", "", true, "svc"),
  POD("Pod", "", true, "po"),
  DAEMON_SET("DaemonSet", "apps", true, "ds"),
  DEPLOYMENT("Deployment", "apps", true, "deploy"),
  LEASE("Lease", "coordination.k8s.io", true, ""),
  VOLUME_ATTACHMENT("VolumeAttachment", "storage.k8s.io", false, ""),
  CLUSTER_ROLE("ClusterRole", "rbac.authorization.k8s.io", false, ""),
  CLUSTER_ROLE_BINDING("ClusterRoleBinding", "rbac.authorization.k8s.io", false, ""),
  ROLE("Role", "rbac.authorization.k8s.io", true, ""),
  ROLE_BINDING("RoleBinding", "rbac.authorization.k8s.io", true, ""),
  CUSTOM("CustomResourceDefinition", "apiextensions.k8s.io", false, "crd");

  private final String text;
  private final String group;
  private final boolean namespaced;
  private final String shortName;

  Kind(String text, String group, boolean namespaced, String shortName) {
    this.text = text;
    this.group = group;
    this.namespaced = namespaced;
    this.shortName = shortName;
  }

  String text() {
    return text;
  }

  boolean isNamespaced() {
    return namespaced;
  }

  /// By the `kind` of an object.
  static Optional<Kind> of(String kind) {
    return List.of(values()).stream().filter(each -> each.text.equals(kind)).findFirst();
  }

  /// By a name on the command line: singular, plural or short.
  static Optional<Kind> named(String word) {
    String plain = word.toLowerCase(Locale.ROOT).replaceFirst("\\..*", "");
    return List.of(values()).stream()
        .filter(kind ->
            plain.equals(kind.singular())
                || plain.equals(kind.singular() + "s")
                || plain.equals(kind.shortName))
        .filter(_ -> !plain.isEmpty())
        .findFirst();
  }

  private String singular() {
    return text.toLowerCase(Locale.ROOT);
  }

  /// As kubectl prints it before a name.
  String printed() {
    return group.isEmpty() ? singular() : singular() + "." + group;
  }
}
