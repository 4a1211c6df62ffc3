package dev.holdfast.lab.kube;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.FileFault;
import dev.holdfast.lab.machine.Program;
import dev.holdfast.lab.program.Certificates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `kubeadm` of one machine.
record Kubeadm(KubeWorld world, KubeHost host) implements Program {
  private static final Duration UPLOAD = Duration.ofHours(2);
  private static final String SYSTEM = "kube-system";
  private static final String MANIFESTS = "/etc/kubernetes/manifests";

  @Override
  public Ran run(Call call) {
    try {
      return Ends.ok(command(call));
    } catch (KubeFault fault) {
      return fault.ended("");
    } catch (FileFault fault) {
      return Ends.failed(1, "error: %s\n".formatted(fault.getMessage()));
    }
  }

  private String command(Call call) {
    String words = String.join(" ", call.operands());
    if (words.startsWith("config images list")) {
      return images(call);
    }
    if (words.startsWith("version")) {
      return KubernetesPackages.version(host, "kubeadm") + "\n";
    }
    if (!call.who().isRoot()) {
      throw KubeFault.of("error: [ERROR IsPrivilegedUser]: user is not running as root");
    }
    if (words.startsWith("init phase ")) {
      return phase(call, words.substring("init phase ".length()));
    }
    if (words.startsWith("init ") || words.equals("init")) {
      return init(call);
    }
    if (words.startsWith("join ") || words.equals("join")) {
      return join(call);
    }
    if (words.startsWith("reset")) {
      return reset(call);
    }
    if (words.startsWith("token ")) {
      return token(call);
    }
    if (words.startsWith("upgrade node phase kubelet-config")) {
      new KubeFiles(host, own()).configured(call.option("--patches").orElse(""));
      return "[kubelet-start] Writing kubelet configuration to file \"/var/lib/kubelet/config.yaml\"\n";
    }
    if (words.startsWith("kubeconfig user")) {
      String life = call.option("--validity-period").orElse("8760h");
      return new KubeFiles(host, own())
          .config(call.option("--client-name").orElse(""), KubeadmConfig.duration(life));
    }
    throw KubeFault.notSimulated(String.join(" ", call.words()));
  }

  /// The cluster of this machine, as its files say.
  private KubeCluster own() {
    return host.membership()
        .map(KubeHost.Membership::cluster)
        .orElseThrow(() ->
            KubeFault.of(
                "error: failed to load admin kubeconfig: open /etc/kubernetes/admin.conf: no"
                    + " such file or directory"));
  }

  /// The cluster of this control plane, when its API answers.
  private KubeCluster api() {
    KubeCluster cluster = own();
    String endpoint = new KubeFiles(host, cluster).endpoint();
    return world
        .endpoint(host, endpoint)
        .orElseThrow(() ->
            KubeFault.of("error: Get \"https://%s/api\": connection refused".formatted(endpoint)));
  }

  private static String images(Call call) {
    String version = call.option("--kubernetes-version").orElse("v1.36.4");
    String repository = call.option("--image-repository").orElse("registry.k8s.io");
    return String.join("\n", KubernetesPackages.images(version, repository)) + "\n";
  }

  private String init(Call call) {
    KubeadmConfig config = KubeadmConfig.of(call);
    new Preflight(host, config).init();
    skew(Trees.text(config.cluster(), "kubernetesVersion"));
    KubeCluster cluster = new KubeCluster(config.cluster());
    KubeHost.Membership membership =
        new KubeHost.Membership(cluster, config.node(host), config.address(), true);
    host.become(membership);
    cluster.addMember(membership.node(), membership.address());
    KubeFiles files = new KubeFiles(host, cluster);
    ObjectNode kubelet = config.kind("KubeletConfiguration");
    note(cluster, "kubelet-config", "kubelet", kubelet.toString());
    files.controlPlane(config);
    files.kubelet(membership.node(), Trees.text(config.main(), "patches", "directory"));
    startKubelet();
    if (world.endpoint(host, files.endpoint()).isEmpty()) {
      throw KubeFault.of(
          "error execution phase upload-config/kubeadm: could not reach the control plane at "
              + files.endpoint());
    }
    note(cluster, "kubeadm-config", "ClusterConfiguration", config.cluster().toString());
    addons(cluster);
    config.tokens().forEach(given -> add(cluster, given));
    new Nodes(world, cluster).register(host, membership, config.taints());
    new DaemonSets(world, cluster).settle();
    return "Your Kubernetes control-plane has initialized successfully!\n";
  }

  /// kubeadm deploys its own minor version and the one before.
  private void skew(String wanted) {
    int own = minor(KubernetesPackages.version(host, "kubeadm"));
    int asked = minor(wanted);
    if (asked > own || asked < own - 1) {
      throw KubeFault.of(
          "error: this version of kubeadm only supports deploying clusters with the control plane"
              + " version >= 1.%d.0. Current version: %s".formatted(own - 1, wanted));
    }
  }

  private static int minor(String version) {
    String[] parts = version.replaceFirst("^v", "").split("\\.");
    return parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
  }

  private void startKubelet() {
    host.units().stop("kubelet.service");
    Optional<String> reason = host.units().start("kubelet.service");
    if (reason.isPresent()) {
      throw KubeFault.of(
          "error execution phase kubelet-start: the kubelet is not running: " + reason.get());
    }
  }

  private static void note(KubeCluster cluster, String name, String key, String text) {
    ObjectNode map = Trees.object().put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", name).put("namespace", SYSTEM);
    map.putObject("data").put(key, text);
    cluster.put(Kind.CONFIG_MAP, map);
  }

  private static void addons(KubeCluster cluster) {
    note(cluster, "kube-proxy", "config.conf", "{}");
    note(cluster, "coredns", "Corefile", ".:53 {}\n");
    ObjectNode proxy = Trees.object().put("apiVersion", "apps/v1").put("kind", "DaemonSet");
    proxy.putObject("metadata").put("name", "kube-proxy").put("namespace", SYSTEM);
    cluster.put(Kind.DAEMON_SET, proxy);
    ObjectNode dns = Trees.object().put("apiVersion", "apps/v1").put("kind", "Deployment");
    dns.putObject("metadata").put("name", "coredns").put("namespace", SYSTEM);
    cluster.put(Kind.DEPLOYMENT, dns);
  }

  private void add(KubeCluster cluster, KubeadmConfig.Given given) {
    cluster.addToken(
        given.id(), new KubeCluster.Token(given.token(), host.now().plus(given.life())));
  }

  /// The phases of an init that are run again one by one.
  private String phase(Call call, String phase) {
    KubeadmConfig config = KubeadmConfig.of(call);
    KubeCluster cluster = api();
    switch (phase.replaceFirst(" /.*$", "")) {
      case "upload-certs" ->
          cluster.upload(
              new KubeCluster.Upload(
                  Trees.text(config.main(), "certificateKey"), host.now().plus(UPLOAD)));
      case "upload-config all" ->
          note(cluster, "kubeadm-config", "ClusterConfiguration", config.cluster().toString());
      case "mark-control-plane" -> new Nodes(world, cluster).refresh();
      case "bootstrap-token" -> config.tokens().forEach(given -> add(cluster, given));
      case "addon all" -> addons(cluster);
      default -> throw KubeFault.notSimulated("kubeadm init phase " + phase);
    }
    if (phase.startsWith("upload-certs")) {
      ObjectNode secret = Trees.object().put("apiVersion", "v1").put("kind", "Secret");
      secret.putObject("metadata").put("name", "kubeadm-certs").put("namespace", SYSTEM);
      cluster.put(Kind.SECRET, secret);
    }
    return "[%s] done\n".formatted(phase.split(" ")[0]);
  }

  private String join(Call call) {
    KubeadmConfig config = KubeadmConfig.of(call);
    boolean leads = !config.main().path("controlPlane").isMissingNode();
    new Preflight(host, config).join(leads);
    KubeCluster cluster = discovered(config);
    String node = config.node(host);
    boolean taken =
        cluster
            .get(Kind.NODE, "", node)
            .filter(_ -> world.node(cluster, node).filter(KubeHost::kubeletRuns).isPresent())
            .isPresent();
    if (taken) {
      throw KubeFault.of(
          "error execution phase kubelet-start: a Node with name \"%s\" and status \"Ready\" already exists in the cluster"
              .formatted(node));
    }
    KubeHost.Membership membership =
        new KubeHost.Membership(cluster, node, config.address(), leads);
    KubeFiles files = new KubeFiles(host, cluster);
    if (leads) {
      certificates(config, cluster);
      files.controlPlane(config);
      cluster.addMember(node, membership.address());
    } else {
      files.worker();
    }
    host.become(membership);
    files.kubelet(node, Trees.text(config.main(), "patches", "directory"));
    startKubelet();
    new Nodes(world, cluster).register(host, membership, config.taints());
    new DaemonSets(world, cluster).settle();
    return "This node has joined the cluster:\n";
  }

  private KubeCluster discovered(KubeadmConfig config) {
    ObjectNode discovery = Trees.within(Trees.within(config.main(), "discovery"), "bootstrapToken");
    String endpoint = Trees.text(discovery, "apiServerEndpoint");
    String token = Trees.text(discovery, "token");
    KubeCluster cluster =
        world
            .endpoint(host, endpoint)
            .orElseThrow(() ->
                KubeFault.of(
                    "error execution phase preflight: couldn't validate the identity of the API"
                        + " Server: Get \"https://%s/api/v1/namespaces/kube-public/configmaps/cluster-info\": connection refused"
                            .formatted(endpoint)));
    boolean known =
        cluster
            .token(token.split("\\.")[0], host.now())
            .filter(good -> good.secret().equals(token))
            .isPresent();
    if (!known) {
      throw KubeFault.of(
          "error execution phase preflight: couldn't validate the identity of the API Server: could"
              + " not find a JWS signature in the cluster-info ConfigMap for token ID \"%s\""
                  .formatted(token.split("\\.")[0]));
    }
    String pin = "sha256:" + Certificates.pin(cluster.authority().certificatePem()).orElseThrow();
    boolean pinned =
        discovery
            .path("caCertHashes")
            .valueStream()
            .anyMatch(hash -> hash.asString("").equals(pin));
    if (!pinned) {
      throw KubeFault.of(
          "error execution phase preflight: couldn't validate the identity of the API Server:"
              + " cluster CA found in cluster-info ConfigMap is invalid: none of the public keys are"
              + " pinned");
    }
    return cluster;
  }

  private void certificates(KubeadmConfig config, KubeCluster cluster) {
    String key = Trees.text(config.main(), "controlPlane", "certificateKey");
    boolean good =
        cluster.upload(host.now()).filter(upload -> upload.key().equals(key)).isPresent();
    if (!good) {
      throw KubeFault.of(
          "error execution phase control-plane-prepare/download-certs: error downloading certs:"
              + " Secret \"kubeadm-certs\" was not found in the \"kube-system\" Namespace");
    }
  }

  private String reset(Call call) {
    boolean keeping = call.option("--skip-phases").orElse("").contains("remove-etcd-member");
    host.units().stop("kubelet.service");
    host.membership()
        .filter(known -> known.leads() && !keeping)
        .ifPresent(known ->
            known.cluster().members().stream()
                .filter(member -> member.address().equals(known.address()))
                .forEach(member -> known.cluster().removeMember(member.id())));
    KubeFiles.reset(host.files());
    host.leave();
    return "[reset] Deleting contents of directories: [%s /var/lib/kubelet /etc/kubernetes/pki]\n"
        .formatted(MANIFESTS);
  }

  private String token(Call call) {
    List<String> words = call.operands();
    KubeCluster cluster = api();
    if (words.get(1).equals("create")) {
      List<KubeadmConfig.Given> tokens = KubeadmConfig.of(call).tokens();
      tokens.forEach(given -> add(cluster, given));
      return tokens.getFirst().token() + "\n";
    }
    if (words.get(1).equals("delete") && words.size() == 3) {
      String id = words.get(2).split("\\.")[0];
      if (!cluster.removeToken(id)) {
        throw KubeFault.of(
            "error: failed to delete bootstrap token \"%s\": secrets \"bootstrap-token-%s\" not found"
                .formatted(id, id));
      }
      return "bootstrap token \"%s\" deleted\n".formatted(id);
    }
    throw KubeFault.notSimulated(String.join(" ", call.words()));
  }
}
