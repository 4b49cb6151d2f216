#pragma once
#include <stddef.h>

/// The definitions compiled from `Profiles/` by `make generate`: the bytes of a `SchemaImage`.
const unsigned char *_Nonnull plumbline_definitions_image(void);

/// How many bytes the image has.
size_t plumbline_definitions_image_size(void);

/// What the same with UK Core has beyond that image: an `ImageDelta`.
const unsigned char *_Nonnull plumbline_uk_core_delta(void);

size_t plumbline_uk_core_delta_size(void);

/// What the same with UK Core's staging set has beyond that image: an `ImageDelta`.
const unsigned char *_Nonnull plumbline_uk_core_staging_delta(void);

size_t plumbline_uk_core_staging_delta_size(void);
/// The facts of HL7 v2, compiled from `Profiles/hl7v2/facts` by `make generate`: the bytes of `HL7v2Facts`.
const unsigned char *_Nonnull plumbline_hl7v2_image(void);

/// How many bytes they are.
size_t plumbline_hl7v2_image_size(void);

/// The maps compiled from `Profiles/` by `make generate`: the bytes of a `MapImage`.
const unsigned char *_Nonnull plumbline_maps_image(void);

/// How many bytes the image of maps has.
size_t plumbline_maps_image_size(void);
