package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.TerraformBinary;
import dev.holdfast.framework.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// State that an older version of the provider wrote.
class UpgradeTest extends CornerTest {

  private static final String X = "corner_versioned.x";

  private void stateOf(int version, String attributes) {
    world.put(
        "versioned-1", new Value.Obj(Map.of("id", Value.of("versioned-1"), "size", Value.of(8))));
    terraform.configuration(resource("corner_versioned", "size = 8"));
    terraform.file(
        "terraform.tfstate",
        """
        {
          "version": 4,
          "serial": 1,
          "lineage": "a",
          "resources": [{
            "mode": "managed",
            "type": "corner_versioned",
            "name": "x",
            "provider": "provider[\\"%s/holdfast/corner\\"]",
            "instances": [{"schema_version": %d, "attributes": %s}]
          }]
        }
        """
            .formatted(TerraformBinary.defaultHost(), version, attributes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|{\"id\":\"versioned-1\",\"size\":\"8G\"}",
        "1|{\"id\":\"versioned-1\",\"gigabytes\":8}",
        "2|{\"id\":\"versioned-1\",\"size\":8}",
        "2|{\"id\":\"versioned-1\",\"size\":8,\"dropped\":true}"
      })
  void isBroughtToThePresentSchema(int version, String attributes) {
    stateOf(version, attributes);
    terraform.expectNoChanges();
    terraform.apply("-refresh-only");
    assertThat(terraform.state().attributes(X).path("size").asInt()).isEqualTo(8);
  }

  @Test
  void ofANewerVersionIsRefused() {
    stateOf(3, "{\"id\":\"versioned-1\",\"size\":8}");
    terraform.tryPlan().failedWith("newer");
  }
}
