package dev.holdfast.resources.node;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.required;
import static dev.holdfast.resources.node.NodeBinding.fixed;
import static dev.holdfast.resources.node.NodeBinding.inPlace;
import static dev.holdfast.resources.node.NodeBinding.noted;
import static dev.holdfast.resources.node.NodeBinding.ofEntry;
import static dev.holdfast.resources.node.NodeBinding.replaces;
import static dev.holdfast.resources.node.NodeBinding.sameMajor;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.ssh.SshTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Every attribute of `k8s_node`, each declared once; those of `cluster` are in [ClusterTable].
final class NodeTable {

  private NodeTable() {}

  static final Timeouts TIMEOUTS =
      Timeouts.NONE
          .with(Timeouts.Call.CREATE, Duration.ofMinutes(45))
          .with(Timeouts.Call.READ, Duration.ofMinutes(5))
          .with(Timeouts.Call.UPDATE, Duration.ofMinutes(30))
          .with(Timeouts.Call.DELETE, Duration.ofMinutes(30));

  private static final List<Attribute> IDENTITY =
      List.of(
          required("name", Type.STRING, "Name of the node. Another one needs `allow_replace`.")
              .validated(NodeWords.NAME)
              .bound(replaces()),
          required("role", Type.STRING, "What the node is. Another one needs `allow_replace`.")
              .validated(Validators.oneOf("control_plane", "worker"))
              .bound(replaces()),
          required("version", Type.STRING, "Version of Kubernetes, the same on all nodes.")
              .validated(NodeWords.KUBERNETES)
              .bound(
                  fixed(
                      "kubernetes_version",
                      "Nodes are not upgraded by this version of Holdfast. Put the old version back.")),
          ClusterTable.ATTRIBUTE,
          SshTable.attribute(
              Presence.OPTIONAL,
              "How this program reaches the machine; a control plane's stands in `cluster.control_planes` already. Work "
                  + "is always done as root, through sudo where another user logs in."),
          optional(
              "after",
              Type.listOf(Type.STRING),
              "Anything that has to be there before, such as the `node_uid` of the control planes: it is only an edge "
                  + "between resources, so that workers come after control planes and go before them."));

  private static final List<Attribute> NETWORK =
      List.of(
          optional(
                  "node_ip",
                  Type.STRING,
                  "The address under which the other machines reach it, on the mesh where there is one. A worker needs "
                      + "it; a control plane's stands in `cluster.control_planes` already.")
              .validated(Validators.ipAddress())
              .equality(Equalities.IP_ADDRESS)
              .bound(ofEntry("")),
          optional(
                  "interface",
                  Type.STRING,
                  "The interface of that address; found by the address when left out.")
              .validated(Validators.matches("[^\\s/]{1,15}", "the name of an interface"))
              .bound(ofEntry("node_interface")),
          optional(
                  "vpn_unit",
                  Type.STRING,
                  "The systemd unit that brings up the interface, such as `netclient.service`: the kubelet starts after "
                      + "it.")
              .validated(
                  Validators.matches(
                      "[A-Za-z0-9@:._-]+\\.[a-z]+", "a unit such as netclient.service"))
              .bound(inPlace("node_vpn_unit")),
          optional(
                  "wait_for_address",
                  Type.STRING,
                  "How long is waited for the address, at the beginning and at each boot; `2m` when left out.")
              .validated(Validators.duration())
              .equality(Equalities.DURATION)
              .bound(inPlace("node_wait_for_address").seconds()));

  private static final List<Attribute> RUNTIME =
      List.of(
          optional(
                  "source",
                  Type.STRING,
                  "`distribution`, the package of Debian or Ubuntu, when left out; `docker` is containerd.io of "
                      + "download.docker.com, which Kubernetes 1.37 needs on Debian.")
              .validated(Validators.oneOf("distribution", "docker"))
              .bound(ofEntry("runtime_source")),
          optional(
                  "version",
                  Type.STRING,
                  "Version of the package; the newest when left out. Changed in place within a major version.")
              .validated(Validators.notBlank())
              .bound(sameMajor("runtime_version")),
          optional(
                  "registry_mirrors",
                  Type.mapOf(Type.listOf(Type.STRING)),
                  "For registries such as `docker.io` the URLs that are asked before them.")
              .bound(inPlace("runtime_registry_mirrors")),
          optional("extra_toml", Type.STRING, "Appended to containerd's configuration.")
              .bound(inPlace("runtime_extra_toml")));

  private static final List<Attribute> KUBELET =
      List.of(
          reserved(
              "system_reserved",
              "Memory that pods leave to the system and SSH",
              "node_system_reserved_memory"),
          reserved(
              "kube_reserved",
              "Memory that pods leave to the kubelet and the runtime",
              "node_kube_reserved_memory"),
          optional(
                  "eviction",
                  Type.STRING,
                  "Free memory below which pods are evicted; `100Mi` when left out.")
              .validated(NodeWords.MEMORY)
              .bound(inPlace("node_eviction_memory")),
          optional("max_pods", Type.NUMBER, "Pods on the node at most; 110 when left out.")
              .validated(Validators.wholeNumber())
              .validated(Validators.between(1, 1000))
              .bound(inPlace("node_max_pods")),
          optional(
                  "swap",
                  Type.BOOL,
                  "Whether swap stays on; it is turned off, also for the next boot, when left out.")
              .bound(inPlace("node_swap")),
          optional(
                  "config_patch",
                  Type.DYNAMIC,
                  "An object in the form of the kubelet's configuration, merged into that of this node alone.")
              .bound(inPlace("node_kubelet_patch")));

  private static Attribute reserved(String name, String doc, String input) {
    return optional(
            name, Type.STRING, doc + "; by the size of the machine when left out or `auto`.")
        .validated(NodeWords.MEMORY_OR_AUTO)
        .bound(inPlace(input));
  }

  private static final List<Attribute> PACKAGES =
      List.of(
          optional(
                  "repository",
                  Type.STRING,
                  "Repository of the packages; that of the minor version on pkgs.k8s.io when left out.")
              .validated(Validators.notBlank())
              .bound(inPlace("kubernetes_repository")),
          optional("repository_key", Type.STRING, "URL of the key that signs it.")
              .validated(Validators.notBlank())
              .bound(inPlace("kubernetes_repository_key")),
          optional("suite", Type.STRING, "Suite; `/`, a flat repository, when left out.")
              .validated(Validators.notBlank())
              .bound(inPlace("kubernetes_repository_suite")),
          optional(
                  "components", Type.listOf(Type.STRING), "Components; none for a flat repository.")
              .bound(inPlace("kubernetes_repository_components")),
          optional(
                  "trusted",
                  Type.BOOL,
                  "Whether it may go without a key: for one on the machine itself, or behind a closed door.")
              .bound(inPlace("kubernetes_repository_trusted")));

  private static final List<Attribute> PREFLIGHT =
      List.of(
          optional(
                  "cgroup_v2",
                  Type.BOOL,
                  "Whether control groups of version 2 are demanded, as the kubelet does since 1.35; false is for "
                      + "trials.")
              .bound(inPlace("preflight_cgroup_v2")),
          optional(
                  "clock_skew",
                  Type.STRING,
                  "By how much the machine's clock may differ from this one's; `1m` when left out.")
              .validated(Validators.duration())
              .equality(Equalities.DURATION)
              .bound(inPlace("preflight_skew").seconds()));

  private static final List<Attribute> OBJECT =
      List.of(
          optional(
                  "labels",
                  Type.mapOf(Type.STRING),
                  "Labels of the node. Keys are owned one by one: those of others stay.")
              .validated(Validators.keys(NodeWords.KEY))
              .validated(Validators.each(NodeWords.LABEL_VALUE))
              .bound(inPlace("node_labels")),
          optional(
                  "annotations",
                  Type.mapOf(Type.STRING),
                  "Annotations of the node, owned one by one.")
              .validated(Validators.keys(NodeWords.KEY))
              .bound(inPlace("node_annotations")),
          Attribute.nested(
                  "taints",
                  Nesting.MAP,
                  Presence.OPTIONAL,
                  "Taints of the node by key, owned one by one.",
                  List.of(
                      optional("value", Type.STRING, "Value of the taint.")
                          .validated(NodeWords.LABEL_VALUE),
                      required("effect", Type.STRING, "What it does to pods.")
                          .validated(
                              Validators.oneOf("NoSchedule", "PreferNoSchedule", "NoExecute"))))
              .validated(Validators.keys(NodeWords.KEY))
              .bound(inPlace("node_taints")));

  private static final List<Attribute> ON_DESTROY =
      List.of(
          optional("drain", Type.BOOL, "Whether pods are moved first; true when left out."),
          duration("timeout", "How long they may take; `5m` when left out."),
          duration("grace", "How long each pod may take to end; what the pod says when left out.")
              .bound(noted("drain_grace_period").seconds()),
          optional("force", Type.BOOL, "Whether pods that no controller has are deleted."),
          optional(
                  "delete_emptydir_data",
                  Type.BOOL,
                  "Whether pods with `emptyDir` volumes may go; true when left out.")
              .bound(noted("drain_delete_emptydir_data")),
          optional("remove_packages", Type.BOOL, "Whether the packages of Kubernetes go too."),
          optional(
                  "on_unreachable",
                  Type.STRING,
                  "For a machine that does not answer: `fail`, as when left out, or `forget`: its cluster forgets it, and "
                      + "the machine stays as it is.")
              .validated(Validators.oneOf("fail", "forget")),
          optional(
              "ends_cluster",
              Type.BOOL,
              "Whether the node may go although no other control plane answers that should. Not needed where all of "
                  + "them are destroyed in one run, or where there is one only."));

  private static Attribute duration(String name, String doc) {
    return optional(name, Type.STRING, doc)
        .validated(Validators.duration())
        .equality(Equalities.DURATION);
  }

  private static final List<Attribute> RESULTS =
      List.of(
          result("node_uid", Type.STRING, "Identity of the node in its cluster."),
          result("machine_id", Type.STRING, "Identity of the machine."),
          result(
              "ca_hash",
              Type.STRING,
              "Hash of the cluster's authority, as `kubeadm join` takes it."),
          result("ready", Type.BOOL, "Whether the cluster calls it ready."),
          result(
              "reachable", Type.BOOL, "Whether the machine answered when it was last looked at."),
          result("kubelet_version", Type.STRING, "Version that its kubelet tells, without a v."),
          result("addresses", Type.listOf(Type.STRING), "Addresses that its kubelet tells."),
          computed(
                  "pending",
                  Type.listOf(Type.STRING),
                  "What there is to do because the machine or the node is not as it was left; an apply does it. Empty "
                      + "for a node as it should be.")
              .unset(Unset.NEVER));

  /// What the machine and the cluster tell; it is known before an update unless something has to be
  /// mended.
  private static Attribute result(String name, Type type, String doc) {
    return computed(name, type, doc).unset(Unset.ON_CREATE);
  }

  static final Schema SCHEMA =
      Schema.of(
          "A machine as a node of a Kubernetes cluster (kubeadm): packages, runtime, kubelet, local proxy, creation of "
              + "the cluster or entry into it, network of the pods, labels. A machine that is a node of this cluster "
              + "already is taken over as it is. What cannot be changed in place is an error of the plan, never a "
              + "replacement.",
          join());

  private static List<Attribute> join() {
    List<Attribute> all = new ArrayList<>(IDENTITY);
    all.add(group("network", "How the node is reached by the others.", NETWORK));
    all.add(group("runtime", "The container runtime.", RUNTIME));
    all.add(group("kubelet", "The kubelet, and what it leaves to the machine.", KUBELET));
    all.add(group("packages", "Where the packages of Kubernetes come from.", PACKAGES));
    all.add(group("preflight", "What is demanded of the machine before it is changed.", PREFLIGHT));
    all.addAll(OBJECT);
    all.add(group("on_destroy", "How the node leaves. It counts once it was applied.", ON_DESTROY));
    all.add(
        optional(
            "allow_replace",
            Type.BOOL,
            "Whether another `name` or `role` may remove the node and make another one of the machine."));
    all.addAll(RESULTS);
    all.add(TIMEOUTS.attribute());
    return all;
  }

  private static Attribute group(String name, String doc, List<Attribute> attributes) {
    return Attribute.nested(name, Nesting.SINGLE, Presence.OPTIONAL, doc, new Body(attributes));
  }
}
