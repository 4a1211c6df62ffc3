package dev.holdfast.language.yaml;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlDocument.Duplicate;
import dev.holdfast.language.yaml.YamlNode.Entry;
import dev.holdfast.language.yaml.YamlNode.Mapping;
import dev.holdfast.language.yaml.YamlNode.Scalar;
import dev.holdfast.language.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// One document's way from the composed nodes of the library to ours: tags, merge keys, duplicate
/// keys, and the bound on what aliases may unfold to.
final class TreeBuilder {
  /// Aliases may unfold a document to this many nodes; nested ones reach billions in a few lines.
  private static final long UNFOLDED = 1_000_000;

  private static final Set<String> MAPS =
      Set.of("tag:yaml.org,2002:map", "tag:yaml.org,2002:python/dict");
  private static final String UNSAFE = "!unsafe";

  private final String file;
  private final List<Duplicate> duplicates = new ArrayList<>();
  private final IdentityHashMap<Node, YamlNode> built = new IdentityHashMap<>();
  private final IdentityHashMap<YamlNode, Long> sizes = new IdentityHashMap<>();
  private final IdentityHashMap<MappingNode, List<NodeTuple>> flat = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();

  TreeBuilder(String file) {
    this.file = file;
  }

  YamlDocument document(Node root) {
    YamlNode node = build(root);
    return new YamlDocument(node, duplicates);
  }

  private YamlNode build(Node node) {
    YamlNode known = built.get(node);
    if (known != null) {
      return known;
    }
    if (open.put(node, true) != null) {
      throw error("found unconstructable recursive node", node);
    }
    YamlNode made =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar);
          case SequenceNode sequence -> sequence(sequence);
          case MappingNode mapping -> mapping(mapping);
          default -> throw error("unexpected node", node);
        };
    open.remove(node);
    bound(node, made);
    built.put(node, made);
    return made;
  }

  private YamlNode unsafe(Node node, YamlNode made) {
    bound(node, made);
    return Unsafe.mark(made);
  }

  private void bound(Node node, YamlNode made) {
    long size =
        switch (made) {
          case Scalar _ -> 1;
          case Sequence(var items, _) -> items.stream().mapToLong(this::size).sum() + 1;
          case Mapping(var entries, _) ->
              entries.stream().mapToLong(entry -> size(entry.value()) + 1).sum() + 1;
        };
    if (size > UNFOLDED && size > 2L * sizes.size()) {
      throw error("aliases unfold to more than " + UNFOLDED + " nodes", node);
    }
    sizes.put(made, size);
  }

  private long size(YamlNode node) {
    return sizes.getOrDefault(node, 1L);
  }

  private YamlNode scalar(ScalarNode node) {
    try {
      Value value =
          ScalarValues.of(node.getTag().getValue(), node.getValue())
              .orElseThrow(() -> wrongTag(node, "scalar"));
      return new Scalar(value, position(node.getStartMark()));
    } catch (ScalarValues.Refused e) {
      throw error(e.problem(), node);
    }
  }

  private YamlNode sequence(SequenceNode node) {
    Position at = position(node.getStartMark());
    return switch (node.getTag().getValue()) {
      case "tag:yaml.org,2002:seq" -> new Sequence(items(node), at);
      case UNSAFE -> unsafe(node, new Sequence(items(node), at));
      case "tag:yaml.org,2002:omap", "tag:yaml.org,2002:pairs" ->
          new Sequence(node.getValue().stream().map(this::pair).toList(), at);
      default -> throw wrongTag(node, "sequence");
    };
  }

  private List<YamlNode> items(SequenceNode node) {
    List<YamlNode> items = new ArrayList<>();
    node.getValue().forEach(item -> items.add(build(item)));
    return items;
  }

  private YamlNode pair(Node node) {
    if (node instanceof MappingNode mapping && mapping.getValue().size() == 1) {
      NodeTuple tuple = mapping.getValue().getFirst();
      return new Sequence(
          List.of(build(tuple.getKeyNode()), build(tuple.getValueNode())),
          position(node.getStartMark()));
    }
    throw error("expected a mapping of length 1, but found " + kind(node), node);
  }

  private YamlNode mapping(MappingNode node) {
    String tag = node.getTag().getValue();
    Position at = position(node.getStartMark());
    if (MAPS.contains(tag)) {
      return new Mapping(entries(node), at);
    }
    return switch (tag) {
      case UNSAFE -> unsafe(node, new Mapping(entries(node), at));
      case "tag:yaml.org,2002:set" ->
          new Sequence(entries(node).stream().<YamlNode>map(Entry::key).toList(), at);
      default -> throw wrongTag(node, "mapping");
    };
  }

  private List<Entry> entries(MappingNode node) {
    DictValue places = new DictValue();
    List<Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : flatten(node)) {
      Scalar key = key(tuple.getKeyNode());
      Entry entry = new Entry(key, build(tuple.getValueNode()));
      Optional<Value> place = places.get(key.value());
      if (place.isPresent() && place.get() instanceof Int(var index)) {
        duplicates.add(new Duplicate(Text.str(key.value()), position(node.getStartMark())));
        entries.set(index.intValue(), entry);
      } else {
        places.put(key.value(), Int.of(entries.size()));
        entries.add(entry);
      }
    }
    return entries;
  }

  private Scalar key(Node node) {
    if (node.getTag().equals(ScalarValues.VALUE) && node instanceof ScalarNode scalar) {
      return new Scalar(Str.of(scalar.getValue()), position(node.getStartMark()));
    }
    return switch (build(node)) {
      case Scalar scalar -> scalar;
      case Sequence _ -> throw unhashable("AnsibleSequence", node);
      case Mapping _ -> throw unhashable("AnsibleMapping", node);
    };
  }

  private YamlException unhashable(String type, Node node) {
    return new YamlException(
        "found unacceptable key (unhashable type: '" + type + "')",
        Optional.of("while constructing a mapping"),
        position(node.getStartMark()));
  }

  /// The entries with those of merge keys in front, where a later one of the same key wins.
  private List<NodeTuple> flatten(MappingNode node) {
    List<NodeTuple> known = flat.get(node);
    if (known != null) {
      return known;
    }
    List<NodeTuple> merged = new ArrayList<>();
    List<NodeTuple> own = new ArrayList<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merged.addAll(merge(tuple.getValueNode()));
      } else {
        own.add(tuple);
      }
    }
    merged.addAll(own);
    flat.put(node, merged);
    return merged;
  }

  private List<NodeTuple> merge(Node source) {
    if (open.containsKey(source)) {
      throw error("found unconstructable recursive node", source);
    }
    return switch (source) {
      case MappingNode mapping -> flatten(mapping);
      case SequenceNode sequence -> {
        List<NodeTuple> tuples = new ArrayList<>();
        for (Node item : sequence.getValue().reversed()) {
          if (!(item instanceof MappingNode mapping) || open.containsKey(item)) {
            throw merging("expected a mapping for merging, but found " + kind(item), item);
          }
          tuples.addAll(flatten(mapping));
        }
        yield tuples;
      }
      default ->
          throw merging(
              "expected a mapping or list of mappings for merging, but found " + kind(source),
              source);
    };
  }

  private YamlException merging(String problem, Node node) {
    return new YamlException(
        problem, Optional.of("while constructing a mapping"), position(node.getStartMark()));
  }

  private YamlException wrongTag(Node node, String kind) {
    String tag = node.getTag().getValue();
    return error(
        KNOWN.containsKey(tag)
            ? "expected a " + KNOWN.get(tag) + " node, but found " + kind
            : "could not determine a constructor for the tag '" + tag + "'",
        node);
  }

  private YamlException error(String problem, Node node) {
    return new YamlException(problem, Optional.empty(), position(node.getStartMark()));
  }

  private static String kind(Node node) {
    return node.getNodeId().name();
  }

  private Position position(Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static final String SCALAR = "scalar";

  /// The kind of node that each tag goes with.
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("tag:yaml.org,2002:null", SCALAR),
          Map.entry("tag:yaml.org,2002:bool", SCALAR),
          Map.entry("tag:yaml.org,2002:int", SCALAR),
          Map.entry("tag:yaml.org,2002:float", SCALAR),
          Map.entry("tag:yaml.org,2002:binary", SCALAR),
          Map.entry("tag:yaml.org,2002:timestamp", SCALAR),
          Map.entry("tag:yaml.org,2002:str", SCALAR),
          Map.entry("!vault", SCALAR),
          Map.entry("!vault-encrypted", SCALAR),
          Map.entry("tag:yaml.org,2002:seq", "sequence"),
          Map.entry("tag:yaml.org,2002:omap", "sequence"),
          Map.entry("tag:yaml.org,2002:pairs", "sequence"),
          Map.entry("tag:yaml.org,2002:map", "mapping"),
          Map.entry("tag:yaml.org,2002:set", "mapping"));
}
