package dev.holdfast.lab.kube;

import dev.holdfast.simulator.http.CertificateAuthority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// One cluster: the objects that its etcd holds, etcd's members, and what joins need.
final class KubeCluster {
  private final ObjectNode configuration;
  private final CertificateAuthority authority = CertificateAuthority.create("kubernetes");
  private final TreeMap<String, ObjectNode> objects = new TreeMap<>();
  private final List<Member> members = new ArrayList<>();
  private final Map<String, Token> tokens = new LinkedHashMap<>();
  private Optional<Upload> upload = Optional.empty();
  private long version = 100;
  private long memberNumber = 0x1000_0000_0000L;
  private int subnet;

  /// A member of etcd.
  ///
  /// @param learner whether it has no vote yet
  record Member(long id, String name, String address, boolean learner) {}

  /// A bootstrap token.
  record Token(String secret, Instant end) {}

  /// Certificates for further control planes.
  record Upload(String key, Instant end) {}

  /// @param configuration the ClusterConfiguration that it was made with
  KubeCluster(ObjectNode configuration) {
    this.configuration = configuration;
  }

  ObjectNode configuration() {
    return configuration;
  }

  CertificateAuthority authority() {
    return authority;
  }

  private static String key(Kind kind, String namespace, String name) {
    return kind.text() + "/" + (kind.isNamespaced() ? namespace : "") + "/" + name;
  }

  synchronized Optional<ObjectNode> get(Kind kind, String namespace, String name) {
    return Optional.ofNullable(objects.get(key(kind, namespace, name))).map(ObjectNode::deepCopy);
  }

  /// All of a kind; of every namespace when it is empty.
  synchronized List<ObjectNode> list(Kind kind, String namespace) {
    String prefix = kind.text() + "/" + (namespace.isEmpty() ? "" : namespace + "/");
    return objects.entrySet().stream()
        .filter(
            entry -> entry.getKey().startsWith(kind.isNamespaced() ? prefix : kind.text() + "/"))
        .map(entry -> entry.getValue().deepCopy())
        .toList();
  }

  /// Stores an object under its kind, namespace and name; its identity stays, its version is new.
  synchronized ObjectNode put(Kind kind, ObjectNode object) {
    ObjectNode stored = object.deepCopy();
    ObjectNode metadata = Trees.within(stored, "metadata");
    if (kind.isNamespaced() && Trees.text(metadata, "namespace").isEmpty()) {
      metadata.put("namespace", "default");
    }
    String key = key(kind, Trees.text(metadata, "namespace"), Trees.text(metadata, "name"));
    String uid =
        Optional.ofNullable(objects.get(key))
            .map(old -> Trees.text(old, "metadata", "uid"))
            .orElseGet(() -> UUID.randomUUID().toString());
    version++;
    metadata.put("uid", uid).put("resourceVersion", Long.toString(version));
    objects.put(key, stored);
    return stored.deepCopy();
  }

  /// Takes an object away; says whether it was there.
  synchronized boolean delete(Kind kind, String namespace, String name) {
    return Optional.ofNullable(objects.remove(key(kind, namespace, name))).isPresent();
  }

  synchronized List<Member> members() {
    return List.copyOf(members);
  }

  synchronized void addMember(String name, String address) {
    memberNumber += 0x1357;
    members.add(new Member(memberNumber, name, address, false));
  }

  /// Takes a member away; says whether there was one.
  synchronized boolean removeMember(long id) {
    return members.removeIf(member -> member.id() == id);
  }

  synchronized void addToken(String id, Token token) {
    tokens.put(id, token);
  }

  synchronized boolean removeToken(String id) {
    return Optional.ofNullable(tokens.remove(id)).isPresent();
  }

  /// A token that is still good.
  synchronized Optional<Token> token(String id, Instant now) {
    return Optional.ofNullable(tokens.get(id)).filter(token -> token.end().isAfter(now));
  }

  synchronized void upload(Upload certificates) {
    upload = Optional.of(certificates);
  }

  synchronized void forgetUpload() {
    upload = Optional.empty();
  }

  synchronized Optional<Upload> upload(Instant now) {
    return upload.filter(certificates -> certificates.end().isAfter(now));
  }

  /// The next range of addresses for a node's pods.
  synchronized String nextSubnet() {
    String range = Trees.text(configuration, "networking", "podSubnet").split(",")[0];
    String[] parts = range.split("[./]");
    String subnets =
        "%s.%s.%d.0/24".formatted(parts[0], parts.length > 1 ? parts[1] : "244", subnet);
    subnet++;
    return subnets;
  }
}
