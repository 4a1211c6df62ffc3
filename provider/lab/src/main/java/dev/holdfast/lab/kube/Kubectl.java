package dev.holdfast.lab.kube;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.FileFault;
import dev.holdfast.lab.machine.Program;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `kubectl`, in the forms that playbooks use.
record Kubectl(KubeWorld world, KubeHost host) implements Program {
  private static final List<String> VALUED =
      List.of("--kubeconfig", "-n", "--namespace", "-o", "--output", "-f", "--filename", "-l");

  /// One command line.
  ///
  /// @param words without options
  private record Line(Call call, List<String> words, String namespace) {
    String verb() {
      return words.isEmpty() ? "" : words.getFirst();
    }

    Optional<String> output() {
      return call.option("-o").or(() -> call.option("--output"));
    }

    boolean lenient() {
      return call.has("--ignore-not-found") || call.has("--ignore-not-found=true");
    }
  }

  /// What is named on the command line.
  private record Named(Kind kind, Optional<String> name) {}

  @Override
  public Ran run(Call call) {
    try {
      Line line = line(call);
      if (line.verb().equals("version")) {
        return Ends.ok("Client Version: " + KubernetesPackages.version(host, "kubectl") + "\n");
      }
      KubeCluster cluster = cluster(call);
      new Nodes(world, cluster).refresh();
      return Ends.ok(answer(cluster, line));
    } catch (KubeFault fault) {
      return fault.ended("");
    }
  }

  private static Line line(Call call) {
    List<String> words = new ArrayList<>();
    Iterator<String> all = call.arguments().iterator();
    while (all.hasNext()) {
      String word = all.next();
      if (VALUED.contains(word) && all.hasNext()) {
        all.next();
      } else if (!word.startsWith("-")) {
        words.add(word);
      }
    }
    String namespace = call.option("-n").or(() -> call.option("--namespace")).orElse("default");
    return new Line(call, words, namespace);
  }

  /// Whom the configuration leads to.
  private KubeCluster cluster(Call call) {
    String file =
        call.option("--kubeconfig")
            .or(() -> Optional.ofNullable(call.environment().get("KUBECONFIG")))
            .orElse(call.who().home() + "/.kube/config");
    String text;
    try {
      text = call.files().text(file);
    } catch (FileFault fault) {
      throw KubeFault.of(
          "error: stat %s: %s"
              .formatted(file, fault.errno().text().toLowerCase(java.util.Locale.ROOT)));
    }
    String server =
        Trees.text(Trees.documents(text).getFirst().at("/clusters/0/cluster"), "server");
    String endpoint = server.replaceFirst("^https://", "");
    return world
        .endpoint(host, endpoint)
        .orElseThrow(() ->
            KubeFault.of(
                "The connection to the server %s was refused - did you specify the right host or port?"
                    .formatted(endpoint)));
  }

  private String answer(KubeCluster cluster, Line line) {
    return switch (line.verb()) {
      case "get" -> get(cluster, line);
      case "create" -> stored(cluster, line, false);
      case "replace" -> stored(cluster, line, true);
      case "apply" -> applied(cluster, line);
      case "delete" -> deleted(cluster, line);
      case "taint" -> new NodeVerbs(cluster).taint(line.words(), line.call().has("--overwrite"));
      case "cordon" -> new NodeVerbs(cluster).cordon(line.words().getLast(), true);
      case "uncordon" -> new NodeVerbs(cluster).cordon(line.words().getLast(), false);
      case "drain" -> new NodeVerbs(cluster).drain(line.words().getLast());
      default -> throw unknown(line.call());
    };
  }

  private static KubeFault unknown(Call call) {
    return KubeFault.notSimulated(String.join(" ", call.words()));
  }

  private static Named named(Line line) {
    if (line.words().size() < 2) {
      throw unknown(line.call());
    }
    String word = line.words().get(1);
    String[] pair = word.split("/", 2);
    Kind kind =
        Kind.named(pair[0])
            .orElseThrow(() ->
                KubeFault.of(
                    "error: the server doesn't have a resource type \"%s\"".formatted(pair[0])));
    Optional<String> name =
        pair.length > 1 ? Optional.of(pair[1]) : line.words().stream().skip(2).findFirst();
    return new Named(kind, name);
  }

  private String get(KubeCluster cluster, Line line) {
    if (line.call().has("--raw")) {
      return "ok";
    }
    Named named = named(line);
    if (named.name().isEmpty()) {
      return list(cluster, line, named.kind());
    }
    Optional<ObjectNode> object = cluster.get(named.kind(), line.namespace(), named.name().get());
    if (object.isEmpty()) {
      if (line.lenient()) {
        return "";
      }
      throw missing(named.kind(), named.name().get());
    }
    return shown(line, named.kind(), object.get());
  }

  static KubeFault missing(Kind kind, String name) {
    return KubeFault.of(
        "Error from server (NotFound): %s \"%s\" not found".formatted(plural(kind), name));
  }

  static String plural(Kind kind) {
    return kind.printed().replaceFirst("^([a-z]+)", "$1s");
  }

  private static String shown(Line line, Kind kind, ObjectNode object) {
    return switch (line.output().orElse("")) {
      case "json" -> object.toPrettyString() + "\n";
      case "name" -> kind.printed() + "/" + Trees.text(object, "metadata", "name") + "\n";
      default -> throw unknown(line.call());
    };
  }

  private static String list(KubeCluster cluster, Line line, Kind kind) {
    List<ObjectNode> items = cluster.list(kind, line.call().has("-A") ? "" : line.namespace());
    return switch (line.output().orElse("")) {
      case "json" -> {
        ObjectNode list = Trees.object().put("apiVersion", "v1").put("kind", "List");
        ArrayNode all = list.putArray("items");
        items.forEach(all::add);
        yield list.toPrettyString() + "\n";
      }
      case "name" -> {
        StringBuilder names = new StringBuilder();
        items.forEach(item -> names.append(shown(line, kind, item)));
        yield names.toString();
      }
      case "" -> kind == Kind.NODE ? table(items) : fail(line);
      default -> throw unknown(line.call());
    };
  }

  private static String fail(Line line) {
    throw unknown(line.call());
  }

  private static String table(List<ObjectNode> nodes) {
    StringBuilder text = new StringBuilder("NAME   STATUS   ROLES   VERSION\n");
    for (ObjectNode node : nodes) {
      boolean leads = node.at("/metadata/labels").has("node-role.kubernetes.io/control-plane");
      text.append(
          "%s   %s   %s   %s\n"
              .formatted(
                  Trees.text(node, "metadata", "name"),
                  Nodes.isReady(node) ? "Ready" : "NotReady",
                  leads ? "control-plane" : "<none>",
                  Trees.text(node, "status", "nodeInfo", "kubeletVersion")));
    }
    return text.toString();
  }

  private static List<ObjectNode> given(Line line) {
    String file =
        line.call()
            .option("-f")
            .or(() -> line.call().option("--filename"))
            .orElseThrow(() -> unknown(line.call()));
    return Trees.documents(
        file.equals("-") ? line.call().input().text() : line.call().files().text(file));
  }

  static Kind kindOf(ObjectNode object) {
    String kind = Trees.text(object, "kind");
    return Kind.of(kind)
        .orElseThrow(() ->
            KubeFault.of(
                "error: no matches for kind \"%s\" in version \"%s\""
                    .formatted(kind, Trees.text(object, "apiVersion"))));
  }

  private static String namespaceOf(ObjectNode object, Line line) {
    String given = Trees.text(object, "metadata", "namespace");
    return given.isEmpty() ? line.namespace() : given;
  }

  private static String stored(KubeCluster cluster, Line line, boolean replacing) {
    StringBuilder said = new StringBuilder();
    for (ObjectNode object : given(line)) {
      Kind kind = kindOf(object);
      String name = Trees.text(object, "metadata", "name");
      Optional<ObjectNode> before = cluster.get(kind, namespaceOf(object, line), name);
      if (replacing && before.isEmpty()) {
        throw missing(kind, name);
      }
      if (!replacing && before.isPresent()) {
        throw KubeFault.of(
            "Error from server (AlreadyExists): error when creating \"STDIN\": %s \"%s\" already exists"
                .formatted(plural(kind), name));
      }
      String read = Trees.text(object, "metadata", "resourceVersion");
      boolean stale =
          before
              .map(old -> Trees.text(old, "metadata", "resourceVersion"))
              .filter(now -> !read.isEmpty() && !read.equals(now))
              .isPresent();
      if (stale) {
        throw KubeFault.of(
            "Error from server (Conflict): Operation cannot be fulfilled on %s \"%s\": the object has been modified"
                .formatted(plural(kind), name));
      }
      Trees.within(object, "metadata").put("namespace", namespaceOf(object, line));
      cluster.put(kind, object);
      said.append(kind.printed()).append('/').append(name);
      said.append(replacing ? " replaced\n" : " created\n");
    }
    return said.toString();
  }

  private String applied(KubeCluster cluster, Line line) {
    if (!line.call().has("--server-side")) {
      throw unknown(line.call());
    }
    String manager = line.call().option("--field-manager").orElse("kubectl");
    StringBuilder said = new StringBuilder();
    for (ObjectNode object : given(line)) {
      Kind kind = kindOf(object);
      new ServerSideApply(cluster, manager).apply(kind, object, namespaceOf(object, line));
      said.append(kind.printed()).append('/').append(Trees.text(object, "metadata", "name"));
      said.append(" serverside-applied\n");
    }
    new DaemonSets(world, cluster).settle();
    return said.toString();
  }

  private static String deleted(KubeCluster cluster, Line line) {
    Named named = named(line);
    String name = named.name().orElseThrow(() -> unknown(line.call()));
    if (!cluster.delete(named.kind(), line.namespace(), name)) {
      if (line.lenient()) {
        return "";
      }
      throw missing(named.kind(), name);
    }
    if (named.kind() == Kind.SECRET && name.equals("kubeadm-certs")) {
      cluster.forgetUpload();
    }
    return "%s \"%s\" deleted\n".formatted(named.kind().printed(), name);
  }
}
