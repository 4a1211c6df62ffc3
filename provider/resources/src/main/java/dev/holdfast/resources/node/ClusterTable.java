package dev.holdfast.resources.node;

import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.required;
import static dev.holdfast.resources.node.NodeBinding.inPlace;
import static dev.holdfast.resources.node.NodeBinding.noted;
import static dev.holdfast.resources.node.NodeBinding.ofCreation;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rules;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.ssh.SshTable;
import java.util.ArrayList;
import java.util.List;

/// The object `cluster`, the same value on all nodes of a cluster and for what is asked of it.
final class ClusterTable {

  private ClusterTable() {}

  private static final List<Attribute> PLANE =
      List.of(
          required("node_ip", Type.STRING, "The address under which the other machines reach it.")
              .validated(Validators.ipAddress())
              .equality(Equalities.IP_ADDRESS),
          SshTable.attribute(Presence.REQUIRED, "How this program reaches it."));

  private static final List<Attribute> IDENTITY =
      List.of(
          required("name", Type.STRING, "Name of the cluster.")
              .validated(
                  Validators.matches(
                      "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
                      "1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends"))
              .bound(ofCreation("cluster_name")),
          required(
                  "init",
                  Type.STRING,
                  "The control plane that creates the cluster when none of them has it yet. Naming another one later "
                      + "changes nothing while the cluster lives.")
              .validated(NodeWords.NAME)
              .bound(noted("")),
          Attribute.nested(
                  "control_planes",
                  Nesting.MAP,
                  Presence.REQUIRED,
                  "All control planes by node name, this one too. Adding or removing one rewrites the local proxies of "
                      + "all nodes.",
                  PLANE)
              .validated(Validators.sizeBetween(1, 7))
              .validated(Validators.keys(NodeWords.NAME))
              .bound(inPlace("")),
          Attribute.nested(
              "endpoint",
              Nesting.SINGLE,
              Presence.OPTIONAL,
              "The name and port behind which the API servers stand: on every node a proxy of its own, so that no "
                  + "control plane is needed for ever.",
              List.of(
                  optional(
                          "name",
                          Type.STRING,
                          "A name that the nodes alone resolve; `api.holdfast.internal` when left out.")
                      .validated(NodeWords.DNS_NAME)
                      .bound(ofCreation("cluster_endpoint_name")),
                  optional(
                          "port",
                          Type.NUMBER,
                          "Not 6443, which an API server takes on every address of its machine; 7443 when left out.")
                      .validated(Validators.wholeNumber())
                      .validated(Validators.between(1024, 65_535))
                      .bound(ofCreation("cluster_endpoint_port")))));

  private static final List<Attribute> RANGES =
      List.of(
          ranges(
              "pod_cidrs", "Ranges of the pods, at most one of each family.", "cluster_pod_cidrs"),
          ranges(
              "service_cidrs",
              "Ranges of the services, at most one of each family.",
              "cluster_service_cidrs"),
          optional(
                  "dns_domain",
                  Type.STRING,
                  "Domain of the services; `cluster.local` when left out.")
              .validated(NodeWords.DNS_NAME)
              .bound(ofCreation("cluster_dns_domain")));

  private static Attribute ranges(String name, String doc, String input) {
    return optional(name, Type.listOf(Type.STRING), doc)
        .validated(Validators.sizeBetween(1, 2))
        .validated(Validators.each(Validators.cidr()))
        .bound(ofCreation(input));
  }

  private static final List<Attribute> SETTINGS =
      List.of(
          optional(
                  "cert_sans",
                  Type.listOf(Type.STRING),
                  "Further names and addresses in the API servers' certificates, beside the endpoint's name and the "
                      + "control planes' addresses.")
              .validated(Validators.unique())
              .bound(ofCreation("cluster_cert_sans")),
          arguments("api_args", "kube-apiserver", "cluster_api_args"),
          arguments(
              "controller_manager_args",
              "kube-controller-manager",
              "cluster_controller_manager_args"),
          arguments("scheduler_args", "kube-scheduler", "cluster_scheduler_args"),
          arguments("etcd_args", "etcd", "cluster_etcd_args"),
          optional("proxy_mode", Type.STRING, "Mode of kube-proxy; `iptables` when left out.")
              .validated(Validators.oneOf("iptables", "nftables"))
              .bound(ofCreation("cluster_proxy_mode")),
          optional(
                  "image_repository",
                  Type.STRING,
                  "Where images of Kubernetes come from; `registry.k8s.io` when left out.")
              .validated(Validators.notBlank())
              .bound(ofCreation("cluster_image_repository")));

  private static Attribute arguments(String name, String program, String input) {
    return optional(
            name, Type.mapOf(Type.STRING), "Arguments of " + program + ", without the hyphens.")
        .validated(
            Validators.keys(
                Validators.matches("[a-z][a-z0-9-]*", "an argument without hyphens before it")))
        .bound(ofCreation(input));
  }

  private static final Body CNI =
      new Body(
              List.of(
                  optional(
                          "kind",
                          Type.STRING,
                          "`flannel` when left out; `none` for one that you bring yourself, without which no node "
                              + "becomes ready.")
                      .validated(Validators.oneOf("flannel", "calico", "none"))
                      .bound(ofCreation("cni_kind")),
                  optional(
                          "version",
                          Type.STRING,
                          "Release of its maker; left out, the newest that this version of Holdfast knows. Releases "
                              + "that it does not know need `manifest` and `sha256`.")
                      .validated(
                          Validators.matches(
                              "\\d+\\.\\d+\\.\\d+",
                              "a version such as 0.28.9, without a v before it"))
                      .bound(inPlace("cni_version")),
                  optional(
                          "manifest",
                          Type.STRING,
                          "Where the maker's manifest is fetched by a control plane, as a URL.")
                      .validated(Validators.matches("(https?|file)://?.+", "a URL"))
                      .bound(inPlace("cni_manifest")),
                  optional("sha256", Type.STRING, "SHA-256 of `manifest`.")
                      .validated(
                          Validators.matches("[0-9a-f]{64}", "64 lower-case hexadecimal digits"))
                      .bound(inPlace("cni_sha256")),
                  optional(
                          "backend",
                          Type.STRING,
                          "How packets travel between nodes; `vxlan` when left out. `wireguard` encrypts, which a mesh "
                              + "does already.")
                      .validated(Validators.oneOf("vxlan", "host-gw", "wireguard"))
                      .bound(ofCreation("cni_backend")),
                  optional(
                          "mtu",
                          Type.NUMBER,
                          "MTU of the pods; left out, that of the nodes' interface less what the backend adds.")
                      .validated(Validators.wholeNumber())
                      .validated(Validators.between(1280, 8950))
                      .bound(inPlace("cni_mtu"))))
          .ruled(Rules.requiredTogether("manifest", "sha256"));

  /// The attribute `cluster`.
  static final Attribute ATTRIBUTE =
      Attribute.nested(
          "cluster",
          Nesting.SINGLE,
          Presence.REQUIRED,
          "What all nodes of the cluster agree on: one local value, given to each of them. It holds no secret.",
          all());

  private static List<Attribute> all() {
    List<Attribute> all = new ArrayList<>(IDENTITY);
    all.addAll(RANGES);
    all.addAll(SETTINGS);
    all.add(
        Attribute.nested(
            "cni", Nesting.SINGLE, Presence.OPTIONAL, "The network of the pods.", CNI));
    return all;
  }
}
