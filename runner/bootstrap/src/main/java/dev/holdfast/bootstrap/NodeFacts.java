package dev.holdfast.bootstrap;

import dev.holdfast.language.value.YesNo;
import java.util.List;
import java.util.Map;

/// What is on a machine: the fact `node_facts` of the playbook `facts.yml`.
///
/// @param files which of the files that tell how far the machine is are there
/// @param hashes SHA-1 sums of those that are there
/// @param versions of installed packages, by name
/// @param held packages that apt leaves alone
/// @param active states of units, by name
/// @param caHash of the authority of the cluster that the machine is a node of; empty for none
/// @param marker what an earlier run noted
record NodeFacts(
    String machineId,
    Map<String, String> files,
    Map<String, String> hashes,
    Map<String, String> versions,
    List<String> held,
    Map<String, String> active,
    String caHash,
    Reading marker) {

  static final String KUBELET = "/etc/kubernetes/kubelet.conf";
  static final String ADMIN = "/etc/kubernetes/admin.conf";
  static final String ETCD_DATA = "/var/lib/etcd/member";

  static NodeFacts of(Reading facts) {
    return new NodeFacts(
        facts.text("machine_id"),
        facts.table("files"),
        facts.table("hashes"),
        facts.table("versions"),
        facts.texts("held"),
        facts.table("active"),
        facts.text("ca_hash"),
        facts.at("marker"));
  }

  boolean has(String file) {
    return YesNo.of(files.getOrDefault(file, "no")).orElse(false);
  }

  /// Whether the machine is a node, or was half made one.
  boolean joined() {
    return has(KUBELET);
  }

  boolean runs(String unit) {
    return "running".equals(active.get(unit));
  }

  /// Whether a file is not what an earlier run left.
  boolean drifted(String file) {
    return !hashes.getOrDefault(file, "").equals(marker.text("files", file));
  }

  /// The version of a package without what Debian adds.
  String version(String name) {
    return versions.getOrDefault(name, "").replaceFirst("-.*$", "");
  }
}
