package dev.holdfast.acceptance.terraform;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON with every digit of its numbers.
public final class ExactJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private ExactJson() {}

  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }
}
