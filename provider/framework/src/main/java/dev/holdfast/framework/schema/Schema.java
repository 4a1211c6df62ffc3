package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Type;
import java.util.List;
import java.util.Optional;

/// The whole shape of a resource, data source, provider configuration or the like.
///
/// @param version raised when stored state has to be upgraded
/// @param doc what it is, in Markdown
public record Schema(long version, Body body, String doc, Optional<String> deprecation) {

  public static Schema of(String doc, Attribute... attributes) {
    return of(doc, List.of(attributes));
  }

  public static Schema of(String doc, List<Attribute> attributes) {
    return new Schema(0, new Body(attributes), doc, Optional.empty());
  }

  public Type.Obj type() {
    return body.type();
  }

  public Schema versioned(long number) {
    return new Schema(number, body, doc, deprecation);
  }

  public Schema ruled(Rule... rules) {
    return new Schema(version, body.ruled(rules), doc, deprecation);
  }
}
