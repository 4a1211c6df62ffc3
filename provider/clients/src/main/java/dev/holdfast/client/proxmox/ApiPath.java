package dev.holdfast.client.proxmox;

import dev.holdfast.client.text.Percent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A path below `/api2/json`, by its segments, so that a volume id with a slash stays one of them.
public record ApiPath(List<String> segments) {
  public ApiPath {
    segments = List.copyOf(segments);
  }

  public static ApiPath of(Object... segments) {
    return new ApiPath(Arrays.stream(segments).map(Object::toString).toList());
  }

  public ApiPath slash(Object... more) {
    List<String> all = new ArrayList<>(segments);
    Arrays.stream(more).map(Object::toString).forEach(all::add);
    return new ApiPath(all);
  }

  /// The node that does the work, where the path names one.
  Optional<NodeName> node() {
    return segments.size() > 1 && segments.getFirst().equals("nodes")
        ? Optional.of(new NodeName(segments.get(1)))
        : Optional.empty();
  }

  boolean contains(String segment) {
    return segments.contains(segment);
  }

  String encoded() {
    return segments.stream().map(Percent::encode).collect(Collectors.joining("/", "/", ""));
  }

  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }
}
