package dev.holdfast.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Everything of a protocol that both ends have to agree on, one line each, sorted.
final class WireListing {
  private final List<String> lines = new ArrayList<>();

  static List<String> of(List<FileDescriptor> files) {
    WireListing listing = new WireListing();
    for (FileDescriptor file : files) {
      file.getServices().forEach(listing::service);
      file.getMessageTypes().forEach(listing::message);
      file.getEnumTypes().forEach(listing::enumeration);
    }
    Collections.sort(listing.lines);
    return listing.lines;
  }

  private void service(ServiceDescriptor service) {
    for (MethodDescriptor method : service.getMethods()) {
      lines.add(
          "%s/%s %s%s -> %s%s"
              .formatted(
                  service.getFullName(),
                  method.getName(),
                  method.isClientStreaming() ? "stream " : "",
                  method.getInputType().getFullName(),
                  method.isServerStreaming() ? "stream " : "",
                  method.getOutputType().getFullName()));
    }
  }

  private void message(Descriptor message) {
    lines.add(message.getFullName());
    message.getFields().forEach(this::field);
    message.getNestedTypes().forEach(this::message);
    message.getEnumTypes().forEach(this::enumeration);
  }

  private void field(FieldDescriptor field) {
    OneofDescriptor choice = field.getRealContainingOneof();
    lines.add(
        "%s = %d %s%s%s%s"
            .formatted(
                field.getFullName(),
                field.getNumber(),
                field.isRepeated() ? "repeated " : "",
                field.toProto().getProto3Optional() ? "optional " : "",
                type(field),
                choice == null ? "" : " in " + choice.getName()));
  }

  private static String type(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
          field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private void enumeration(EnumDescriptor enumeration) {
    enumeration
        .getValues()
        .forEach(value ->
            lines.add(
                enumeration.getFullName() + "." + value.getName() + " = " + value.getNumber()));
  }
}
