package org.matrixee.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import com.networknt.schema.serialization.NodeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of the data, compiled once, when they are first needed, and never from the net. */
final class Schemas {
  /** Where the files seem to be; references between them are resolved against it. */
  static final String BASE = "https://spec.matrix.org/v1.19/data/";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          dialect(),
          registry ->
              registry
                  .schemas(Schemas::text)
                  .nodeReader(new JsonReader())
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .pathType(PathType.JSON_POINTER)
                          .formatAssertionsEnabled(true)
                          .locale(Locale.ENGLISH)
                          .build()));
  private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

  private Schemas() {}

  private static Dialect dialect() {
    return Dialect.builder(DialectId.DRAFT_2020_12, Dialects.getDraft202012())
        .formats(StringFormats.ALL)
        .build();
  }

  private static String text(String iri) {
    String file = iri.startsWith(BASE) ? iri.substring(BASE.length()) : "";
    if (!SpecFiles.has(file)) {
      throw new IllegalArgumentException("no schema of the specification: " + iri);
    }
    return SpecFiles.read(file).toString();
  }

  /** Reads what {@link #text} gives, whatever the names of the files end in. */
  private static final class JsonReader implements NodeReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public JsonNode readTree(String content, InputFormat format) {
      try {
        return MAPPER.readTree(content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public JsonNode readTree(InputStream content, InputFormat format) {
      try {
        return MAPPER.readTree(content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Compiles a schema and all that it refers to. */
  static Schema compiled(Place place) {
    Schema known = COMPILED.get(place.iri());
    if (known != null) {
      return known;
    }
    // Not inside computeIfAbsent: compiling loads others.
    Schema schema = REGISTRY.getSchema(SchemaLocation.of(place.iri()));
    schema.initializeValidators();
    COMPILED.put(place.iri(), schema);
    return schema;
  }

  /** What a value breaks of a schema. */
  static List<Violation> violations(Place schema, JsonNode value, String operation, String part) {
    return compiled(schema).validate(value).stream()
        .map(error -> violation(error, operation, part))
        .toList();
  }

  private static Violation violation(Error error, String operation, String part) {
    JsonNode value = error.getInstanceNode();
    return new Violation(
        operation,
        part,
        error.getInstanceLocation().toString(),
        error.getMessage(),
        value == null || value.isContainerNode() ? "" : value.toString());
  }
}
