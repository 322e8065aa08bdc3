-- Whole fen, rounded half away from zero: integer division, no binary number on the way.
WITH priced AS (
    SELECT c.*, p.population, i.base_year,
        (c.amount * 100)::HUGEINT AS fen, (c.own_amount * 100)::HUGEINT AS own_fen, (i.price_index * 1000000)::HUGEINT AS millionths
    FROM mart.county_comparison c
    LEFT JOIN core.population p ON p.region_code = c.region_code AND p.year = c.fiscal_year
    LEFT JOIN core.price_index i ON i.year = c.fiscal_year
)
SELECT
    fiscal_year, stage, region_code, region_name, region_level, province_name, city_name, county_name, kind, domain,
    functional_class_code, functional_class_name,
    bodies, amount, own_amount, transfer_amount, population,
    (sign(fen) * ((2 * abs(fen) + population) // (2 * population)) * 0.01)::DECIMAL(20,2) AS amount_per_head,
    (sign(own_fen) * ((2 * abs(own_fen) + population) // (2 * population)) * 0.01)::DECIMAL(20,2) AS own_amount_per_head,
    base_year,
    (sign(fen) * ((2 * abs(fen) * 100000000 + millionths) // (2 * millionths)) * 0.01)::DECIMAL(20,2) AS amount_at_base_prices,
    coverage, found_in, shard
FROM priced;
