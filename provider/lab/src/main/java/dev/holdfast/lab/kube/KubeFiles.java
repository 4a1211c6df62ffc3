package dev.holdfast.lab.kube;

import dev.holdfast.lab.machine.FileView;
import dev.holdfast.simulator.http.CertificateAuthority;
import dev.holdfast.simulator.http.ServerIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The files that kubeadm writes on a machine, and those that its reset takes away.
record KubeFiles(KubeHost host, KubeCluster cluster) {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String PKI = "/etc/kubernetes/pki/";
  private static final List<String> COMPONENTS =
      List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd");

  private static final String CONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - cluster:
          certificate-authority-data: %s
          server: https://%s
        name: %s
      contexts:
      - context:
          cluster: %s
          user: %s
        name: %s
      current-context: %s
      users:
      - name: %s
        user:
          client-certificate-data: %s
          client-key-data: %s
      """;

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: %1$s
        namespace: kube-system
        labels:
          component: %1$s
          tier: control-plane
      spec:
        containers:
        - command: [%1$s, --advertise-address=%2$s]
          image: %3$s
          name: %1$s
        hostNetwork: true
      """;

  String endpoint() {
    return Trees.text(cluster.configuration(), "controlPlaneEndpoint");
  }

  void controlPlane(KubeadmConfig config) {
    FileView files = host.files();
    CertificateAuthority authority = cluster.authority();
    for (String name : List.of("ca", "front-proxy-ca", "etcd/ca")) {
      files.put(PKI + name + ".crt", authority.certificatePem(), 0644);
    }
    for (String name : List.of("apiserver", "etcd/server", "etcd/peer", "apiserver-etcd-client")) {
      ServerIdentity identity = authority.issue(config.node(host), List.of(), List.of());
      files.put(PKI + name + ".crt", identity.certificatePem(), 0644);
      files.put(PKI + name + ".key", identity.keyPem(), 0600);
    }
    kubeconfig("admin.conf", "kubernetes-admin");
    kubeconfig("controller-manager.conf", "system:kube-controller-manager");
    kubeconfig("scheduler.conf", "system:kube-scheduler");
    String version = Trees.text(cluster.configuration(), "kubernetesVersion");
    String repository = Trees.text(cluster.configuration(), "imageRepository");
    for (String component : COMPONENTS) {
      String image =
          KubernetesPackages.images(version, repository).stream()
              .filter(name -> name.contains("/" + component + ":"))
              .findFirst()
              .orElseThrow();
      files.put(
          "/etc/kubernetes/manifests/" + component + ".yaml",
          POD.formatted(component, config.advertised(), image),
          0600);
    }
    files.put("/var/lib/etcd/member/snap/db", "etcd's data of the lab\n", 0600);
  }

  void worker() {
    host.files().put(PKI + "ca.crt", cluster.authority().certificatePem(), 0644);
    host.files().makeDirectories("/etc/kubernetes/manifests");
  }

  /// A kubeconfig for somebody, good for a while from now on.
  String config(String user, Duration life) {
    CertificateAuthority.Validity validity =
        new CertificateAuthority.Validity(host.now().minusSeconds(60), host.now().plus(life));
    ServerIdentity identity = cluster.authority().issue(user, List.of(), List.of(), validity);
    String name = Trees.text(cluster.configuration(), "clusterName");
    String context = user + "@" + name;
    return CONFIG.formatted(
        base64(cluster.authority().certificatePem()),
        endpoint(),
        name,
        name,
        user,
        context,
        context,
        user,
        base64(identity.certificatePem()),
        base64(identity.keyPem()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void kubeconfig(String file, String user) {
    host.files().put("/etc/kubernetes/" + file, config(user, YEAR), 0600);
  }

  /// The kubelet's own: its identity and its configuration with the patches of the machine.
  void kubelet(String node, String patches) {
    kubeconfig("kubelet.conf", "system:node:" + node);
    FileView files = host.files();
    files.put("/var/lib/kubelet/pki/kubelet.crt", cluster.authority().certificatePem(), 0644);
    files.put("/var/lib/kubelet/kubeadm-flags.env", "KUBELET_KUBEADM_ARGS=\"\"\n", 0644);
    configured(patches);
  }

  /// The kubelet's configuration from the cluster's and the machine's.
  void configured(String patches) {
    ObjectNode configuration =
        cluster
            .get(Kind.CONFIG_MAP, "kube-system", "kubelet-config")
            .map(map -> Trees.parse(Trees.text(map, "data", "kubelet")))
            .orElseGet(Trees::object);
    String patch = patches + "/kubeletconfiguration+merge.yaml";
    if (!patches.isEmpty() && host.files().exists(patch)) {
      Trees.documents(host.files().text(patch)).forEach(each -> Trees.merge(configuration, each));
    }
    host.files().put("/var/lib/kubelet/config.yaml", configuration.toPrettyString() + "\n", 0644);
  }

  /// What `kubeadm reset` takes away.
  static void reset(FileView files) {
    for (String path :
        List.of(
            "/etc/kubernetes/manifests",
            "/etc/kubernetes/pki",
            "/etc/kubernetes/admin.conf",
            "/etc/kubernetes/kubelet.conf",
            "/etc/kubernetes/controller-manager.conf",
            "/etc/kubernetes/scheduler.conf",
            "/var/lib/kubelet",
            "/var/lib/etcd")) {
      if (files.there(path)) {
        files.remove(path);
      }
    }
  }
}
