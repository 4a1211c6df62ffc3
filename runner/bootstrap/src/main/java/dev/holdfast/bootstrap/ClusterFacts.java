package dev.holdfast.bootstrap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a cluster is, told by one of its control planes: the fact `cluster_facts` of the playbook
/// `cluster.yml`.
///
/// @param speaker the node that told it
/// @param caHash of the cluster's authority
record ClusterFacts(String speaker, String caHash, List<Node> nodes, List<EtcdMember> members) {

  /// A node as the API knows it.
  ///
  /// @param uid the identity of the object
  /// @param version of its kubelet, without the leading `v`
  record Node(
      String name,
      String uid,
      String machineId,
      boolean ready,
      String version,
      List<String> addresses,
      Map<String, String> labels,
      Map<String, String> annotations,
      List<Taint> taints) {
    static Node of(Reading node) {
      return new Node(
          node.text("metadata", "name"),
          node.text("metadata", "uid"),
          node.text("status", "nodeInfo", "machineID"),
          node.each("status", "conditions").stream()
              .anyMatch(
                  each -> each.text("type").equals("Ready") && each.text("status").equals("True")),
          node.text("status", "nodeInfo", "kubeletVersion").replaceFirst("^v", ""),
          node.each("status", "addresses").stream()
              .filter(each -> each.text("type").equals("InternalIP"))
              .map(each -> each.text("address"))
              .toList(),
          node.table("metadata", "labels"),
          node.table("metadata", "annotations"),
          node.each("spec", "taints").stream()
              .map(each -> Taint.of(each.text("key"), each))
              .toList());
    }
  }

  /// What keeps pods off a node.
  ///
  /// @param value may be empty
  record Taint(String key, String value, String effect) {
    static Taint of(String key, Reading taint) {
      return new Taint(key, taint.text("value"), taint.text("effect"));
    }
  }

  /// A member of etcd.
  ///
  /// @param name empty for one that was announced and never started
  /// @param learner whether it has no vote yet
  record EtcdMember(String name, List<String> peers, boolean learner) {
    static EtcdMember of(Reading member) {
      return new EtcdMember(member.text("name"), member.texts("peerURLs"), member.yes("isLearner"));
    }

    boolean votes() {
      return !learner && !name.isEmpty();
    }

    boolean isAt(String address) {
      String host = address.contains(":") ? "[" + address + "]" : address;
      return peers.contains("https://" + host + ":2380");
    }
  }

  static ClusterFacts of(String speaker, Reading facts) {
    return new ClusterFacts(
        speaker,
        facts.text("ca_hash"),
        facts.each("nodes").stream().map(Node::of).toList(),
        facts.each("members").stream().map(EtcdMember::of).toList());
  }

  Optional<Node> node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  Optional<EtcdMember> memberAt(String address) {
    return members.stream().filter(member -> member.isAt(address)).findFirst();
  }

  long voters() {
    return members.stream().filter(EtcdMember::votes).count();
  }
}
